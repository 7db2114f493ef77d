import { wrongUsage } from '../../errors.ts'
import { shown } from '../../words/shown.ts'

/** The name of a server: it is shown in commands and stands in a script. */
export function hostFrom(typed: string): string {
  if (/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,250}[A-Za-z0-9])?$/.test(typed)) return typed
  throw wrongUsage(
    {
      en: '"{typed}" is no name of a server: a host name or an address is wanted, e.g. lab.example.org.',
      ru: '«{typed}» не имя сервера: нужно имя хоста или адрес, например lab.example.org.',
    },
    { typed: shown(typed) },
  )
}
