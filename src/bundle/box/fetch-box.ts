import { createWriteStream, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { cannot } from '../../errors.ts'
import type { Written } from '../bundle-file.ts'

/** Downloads a box to a file. A download that breaks off leaves nothing behind. */
export async function fetchBox(url: string, file: string, written: Written, signal: AbortSignal): Promise<void> {
  try {
    const response = await fetch(url, { signal })
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`)
    const body = Readable.fromWeb(response.body)
    body.on('data', (chunk: Buffer) => written(chunk.length))
    await pipeline(body, createWriteStream(file, { mode: 0o600 }), { signal })
  } catch (trouble) {
    rmSync(file, { force: true })
    signal.throwIfAborted()
    throw cannot(
      {
        en: 'The box could not be fetched from {url} ({reason}). Check the address, or download it yourself and name the file after --with-box.',
        ru: 'Скачать образ с {url} не удалось ({reason}). Проверьте адрес или скачайте его сами и укажите файл после --with-box.',
      },
      { url, reason: reasonOf(trouble) },
      [],
      trouble,
    )
  }
}

/** Node's fetch says "fetch failed" and keeps why in the cause. */
function reasonOf(trouble: unknown): string {
  const { message, cause } = trouble as Error & { cause?: { code?: string; message?: string } }
  return cause?.code ?? cause?.message ?? message
}
