import { statfsSync } from 'node:fs'
import { cannot } from '../errors.ts'
import type { Text } from '../words/say.ts'

/** Throws where a folder has less room than something is going to take; sizes in bytes. */
export function assertRoom(folder: string, needed: number, what: Text): void {
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize >= needed) return
  throw cannot(
    {
      en: `The disk is nearly full: {free} MB are free in {folder}, and ${what.en} takes about {needed} MB. Make room, or keep the labs elsewhere: PGLAB_HOME=/somewhere ./pglab up`,
      ru: `Диск почти полон: в {folder} свободно {free} МБ, а ${what.ru} займёт около {needed} МБ. Освободите место или держите лаборатории в другой папке: PGLAB_HOME=/куда-то ./pglab up`,
    },
    { free: Math.floor((bavail * bsize) / 1e6), needed: Math.floor(needed / 1e6), folder },
  )
}
