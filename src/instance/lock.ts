import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { cannot } from '../errors.ts'
import { home } from './home.ts'

/**
 * Runs some work while no other pglab process works on the same thing.
 * The lock is a name on which a server listens, and the kernel lets go of it however the process ends, so there is
 * never a stale lock to clear.
 */
export async function withLock<T>(what: string, work: () => Promise<T>): Promise<T> {
  const server = await take(what)
  try {
    return await work()
  } finally {
    server?.close()
  }
}

/**
 * The name to listen on, in a space that has no files: Linux's abstract sockets, Windows' named pipes.
 * macOS has neither; there the kit drives Vagrant, which has locks of its own.
 */
export function lockName(what: string, place: string, platform: NodeJS.Platform): string | undefined {
  const digest = createHash('sha256').update(`${place}\0${what}`).digest('hex').slice(0, 32)
  if (platform === 'linux') return `\0pglab-${digest}`
  return platform === 'win32' ? `\\\\.\\pipe\\pglab-${digest}` : undefined
}

async function take(what: string): Promise<Server | undefined> {
  const name = lockName(what, home(), process.platform)
  if (name === undefined) return undefined
  const server = createServer((socket) => socket.destroy())
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? cannot(
              {
                en: 'Another pglab is working on {what} right now. Wait until it is done and run the command again.',
                ru: 'С {what} сейчас работает другой pglab. Дождитесь, пока он закончит, и повторите команду.',
              },
              { what },
            )
          : error,
      ),
    )
    server.listen(name, () => resolve(server))
  })
}
