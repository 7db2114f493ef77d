import { spawn } from 'node:child_process'
import { connect, createServer, type Socket } from 'node:net'
import ssh2 from 'ssh2'

/*
 * Machines of students on this computer, in a process of their own: SSH servers that run what they are asked with bash
 * and a few programs of test/class/programs before the others in the path, and servers that mean no good. Whatever
 * address is asked for through one of them leads back to it, so that one server is a whole lab.
 *
 *   node --import=tsx ssh-server.ts '{"programs": FOLDER, "keys": {NAME: HOST KEY}, "servers": {NAME: HOW}}'
 *
 * prints {NAME: PORT} once all of them listen, and ends with its standard input.
 */
export type How =
  | 'honest'
  /** Lets nobody in. */
  | 'refuses'
  /** Every command writes without end. */
  | 'floods'
  /** Every command but the first question hangs. */
  | 'hangs'
  /** The way to the other machines is never opened. */
  | 'keeps tunnels waiting'
  /** Commands cost the connection. */
  | 'hangs up'
  /** Nothing is said at all. */
  | 'silent'
  | 'garbage'
  /** Lines before the greeting, without end. */
  | 'endless greeting'
  /** A byte of the greeting each 300 ms. */
  | 'drips'

interface Wanted {
  /** Folder put before the path; each server has its own answers in it, in a folder of its name. */
  programs: string
  /** Private host keys in PEM, by server; `other` where a server shows another one than before. */
  keys: Record<string, string>
  servers: Record<string, How>
}

const { programs, keys, servers } = JSON.parse(process.argv[2] ?? '{}') as Wanted
const ports: Record<string, number> = {}
await Promise.all(
  Object.entries(servers).map(async ([name, how]) => {
    const server = createServer((socket) =>
      answer(
        socket.on('error', () => {}),
        name,
        how,
      ),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    ports[name] = (server.address() as { port: number }).port
  }),
)
process.stdout.write(`${JSON.stringify(ports)}\n`)
process.stdin.on('end', () => process.exit()).resume()

function answer(socket: Socket, name: string, how: How): void {
  switch (how) {
    case 'silent':
      return
    case 'garbage':
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n\u0000\u001b]0;owned\u0007')
      return
    case 'endless greeting': {
      const more = (): void => {
        if (!socket.destroyed && socket.write('no \u001b[2J\r\n'.repeat(100))) setImmediate(more)
      }
      socket.on('drain', more)
      more()
      return
    }
    case 'drips': {
      const text = 'SSH-2.0-slow'.split('')
      const drip = setInterval(() => socket.write(text.shift() ?? 'x'), 300)
      socket.on('close', () => clearInterval(drip))
      return
    }
    default:
      serve(socket, name, how)
  }
}

function serve(socket: Socket, name: string, how: How): void {
  const server = new ssh2.Server({ hostKeys: [keys[name] ?? ''] })
  server.on('connection', (client) => {
    client.on('error', () => {})
    client.on('authentication', (login) => {
      if (login.method === 'publickey' && how !== 'refuses') login.accept()
      else login.reject(['publickey'])
    })
    client.on('tcpip', (accept) => {
      if (how === 'keeps tunnels waiting') return
      const channel = accept()
      const inner = connect(ports[name] ?? 0, '127.0.0.1')
      inner.on('error', () => channel.end())
      channel.on('error', () => {})
      channel.pipe(inner).pipe(channel)
    })
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec, _, { command }) => {
        const channel = acceptExec()
        channel.on('error', () => {})
        const first = command.includes('date +%s%3N')
        if (how === 'hangs up' && !first) return client.end()
        if (how === 'hangs' && !first) return
        if (how === 'floods' && !first) {
          const chunk = Buffer.alloc(32_768, 'x')
          const more = (): void => {
            if (!socket.destroyed && channel.write(chunk)) setImmediate(more)
          }
          channel.on('drain', more)
          return more()
        }
        const env = {
          ...process.env,
          PATH: `${programs}/${name}:${programs}:${process.env.PATH}`,
          LAB: `${programs}/${name}`,
        }
        const child = spawn('bash', ['-c', command], { env })
        child.on('error', () => channel.end())
        channel.on('close', () => child.kill('SIGKILL'))
        child.stdin.on('error', () => {})
        channel.pipe(child.stdin)
        child.stdout.pipe(channel, { end: false })
        child.stderr.pipe(channel.stderr, { end: false })
        child.on('close', (code) => {
          channel.exit(code ?? 255)
          channel.end()
        })
      })
    })
  })
  server.injectSocket(socket)
}
