import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { cannot, wrongUsage } from '../errors.ts'
import type { Lab } from '../lab/lab.ts'
import type { Session } from '../ssh/session.ts'
import { say } from '../words/say.ts'
import { assertMachine, open, sessionsTo } from './open.ts'

interface Wanted {
  machine: string
  port: number
  local: number
  title: string
}

/** Listens on 127.0.0.1 and carries every connection over SSH to a port of a machine, until Ctrl-C. */
export async function forwardPorts(
  name: string | undefined,
  ports: readonly string[],
  tell: (line: string) => void,
): Promise<void> {
  const opened = await open(name)
  const { instance, lab } = opened
  const wanted = ports.length === 0 ? ofLab(lab) : ports.map(parse)
  for (const { machine } of wanted) assertMachine(instance, machine)
  const sessions = sessionsTo(opened)
  const servers: Server[] = []
  try {
    for (const one of wanted) {
      // Reached first: a port that leads nowhere should not look open.
      const session = await sessions.to(one.machine)
      servers.push(await listen(one, session, lab))
      tell(`127.0.0.1:${one.local} → ${one.machine}:${one.port}${one.title ? `  ${one.title}` : ''}`)
    }
    tell(say({ en: 'Ports are open until Ctrl-C.', ru: 'Порты открыты; закрыть: Ctrl-C.' }))
    await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)))
  } finally {
    for (const server of servers) server.close()
    sessions.close()
  }
}

const ofLab = (lab: Lab): Wanted[] =>
  lab.forwards.map(({ machine, port, title }) => ({ machine, port, local: port, title: say(title) }))

function parse(text: string): Wanted {
  const found = /^([A-Za-z0-9_-]{1,30}):(\d{1,5})(?::(\d{1,5}))?$/.exec(text)
  const port = Number(found?.[2])
  const local = Number(found?.[3] ?? found?.[2])
  const valid = [port, local].every((number) => number >= 1 && number <= 65535)
  if (found?.[1] && valid) return { machine: found[1], port, local, title: '' }
  throw wrongUsage(
    {
      en: '"{text}" is no port to forward. Write MACHINE:PORT or MACHINE:PORT:LOCALPORT, ports from 1 to 65535, e.g. ns:7000:8080.',
      ru: '«{text}» не описывает порт. Пишите МАШИНА:ПОРТ или МАШИНА:ПОРТ:МЕСТНЫЙПОРТ, порты от 1 до 65535, например ns:7000:8080.',
    },
    { text: text.slice(0, 60) },
  )
}

async function listen({ machine, port, local }: Wanted, session: Session, lab: Lab): Promise<Server> {
  const address = lab.machines.find(({ name }) => name === machine)?.address ?? '127.0.0.1'
  const server = createServer((socket) => {
    session.client
      .forwardOut('127.0.0.1', socket.remotePort ?? 0, address, port)
      .then((channel) => {
        socket.pipe(channel).pipe(socket)
        for (const end of [socket, channel]) end.on('error', () => {})
      })
      // Nobody listens there: the caller sees a closed connection, as without the tunnel.
      .catch(() => socket.destroy())
  })
  server.listen(local, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (trouble) {
    if ((trouble as NodeJS.ErrnoException).code === 'EACCES') throw privileged(local, machine, port)
    if ((trouble as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw trouble
    throw taken(local, machine, port)
  }
  return server
}

const taken = (local: number, machine: string, port: number) =>
  cannot(
    {
      en: 'Port {local} of this computer is taken. Choose another: ./pglab forward {machine}:{port}:{other}',
      ru: 'Порт {local} этого компьютера занят. Возьмите другой: ./pglab forward {machine}:{port}:{other}',
    },
    { local: String(local), machine, port: String(port), other: String(local < 55000 ? local + 10000 : local - 10000) },
  )

const privileged = (local: number, machine: string, port: number) =>
  cannot(
    {
      en: 'Only root may open port {local}. Choose one above 1023: ./pglab forward {machine}:{port}:{other}',
      ru: 'Порт {local} может открыть только root. Возьмите порт выше 1023: ./pglab forward {machine}:{port}:{other}',
    },
    { local: String(local), machine, port: String(port), other: String(local + 10000) },
  )
