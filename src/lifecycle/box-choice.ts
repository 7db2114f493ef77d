import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BoxChoice } from '../compile/box.ts'
import { wrongUsage } from '../errors.ts'
import { shown } from '../words/shown.ts'

/** ms; the servers of a class are near, and nobody waits long for a warning. */
const patience = 5_000

/** What a person said of boxes, as the Vagrantfile wants it: web addresses as they are, files as absolute paths. */
export const boxChoice = (urls: readonly string[] | undefined, mirror: string | undefined): BoxChoice => ({
  ...(urls?.length ? { urls: urls.map(boxAddress) } : {}),
  ...(mirror === undefined ? {} : { mirror: webAddress(mirror) }),
})

function boxAddress(given: string): string {
  if (/^[a-z][a-z0-9+.-]+:/i.test(given) && !/^file:/i.test(given)) return webAddress(given)
  const path = pathOf(given)
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path.replaceAll('\\', '/')
  throw wrongUsage(
    {
      en: 'There is no box file {path}. Give a file that is there, or an address that begins with http:// or https://.',
      ru: 'Файла образа {path} нет. Укажите существующий файл или адрес, который начинается с http:// или https://.',
    },
    { path: shown(path) },
  )
}

function pathOf(given: string): string {
  try {
    return /^file:/i.test(given) ? fileURLToPath(given) : resolve(given)
  } catch {
    return given
  }
}

function webAddress(given: string): string {
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return new URL(given).href
  throw wrongUsage(
    {
      en: '"{given}" is no address of a box: it must begin with http:// or https://, or be the path of a file.',
      ru: '«{given}» не годится как адрес образа: он должен начинаться с http:// или https:// либо быть путём к файлу.',
    },
    { given: shown(given) },
  )
}

/** Those of the addresses that do not answer now; asked all at once, as Vagrant would ask. */
export async function silentAddresses(urls: readonly string[]): Promise<string[]> {
  const asked = urls
    .filter((url) => /^https?:/.test(url))
    .map(async (url) => {
      const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(patience) }).catch(() => undefined)
      return answer?.ok ? [] : [url]
    })
  return (await Promise.all(asked)).flat()
}
