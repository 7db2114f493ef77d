import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { cannot } from '../errors.ts'
import { home } from './home.ts'

/**
 * Runs some work while no other pglab process works on the same thing.
 * The lock is a Unix socket in Linux's abstract namespace: it has no file, and the kernel lets go of it
 * however the process ends, so there is never a stale lock to clear.
 */
export async function withLock<T>(what: string, work: () => Promise<T>): Promise<T> {
  const server = await take(what)
  try {
    return await work()
  } finally {
    server?.close()
  }
}

async function take(what: string): Promise<Server | undefined> {
  // Only Linux has abstract sockets; elsewhere the kit drives Vagrant, which has locks of its own.
  if (process.platform !== 'linux') return undefined
  const digest = createHash('sha256').update(`${home()}\0${what}`).digest('hex').slice(0, 32)
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
    server.listen(`\0pglab-${digest}`, () => resolve(server))
  })
}
