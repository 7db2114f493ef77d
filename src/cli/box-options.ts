import type { Command as Parser } from 'commander'
import { say } from '../words/say.ts'

/** Where boxes come from, as a person says it. */
export interface BoxOptions {
  boxUrl?: string[]
  boxMirror?: string
}

export const boxOptions = (parser: Parser): Parser =>
  parser
    .option(
      '--box-url <address...>',
      say({
        en: 'where the box comes from instead: addresses or a file, best first',
        ru: 'откуда взять образ вместо обычных мест: адреса или файл, лучшее сначала',
      }),
    )
    .option(
      '--box-mirror <address>',
      say({
        en: "folder on a server of the class with the system's box files, asked first",
        ru: 'папка с образами системы на сервере класса; спрашивается первой',
      }),
    )
