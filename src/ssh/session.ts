import { readFileSync } from 'node:fs'
import { NodeSSH } from 'node-ssh'
import { cannot } from '../errors.ts'
import type { SshTarget } from './target.ts'

export interface Done {
  code: number
  stdout: string
  stderr: string
  /** Set when the output was cut at the limit. */
  cut: boolean
}

export interface ExecOptions {
  /** ms; afterwards the connection is closed and the command counts as failed. */
  limit?: number
  /** Bytes kept of each stream. */
  maxOutput?: number
  input?: string
  onStdout?: (text: string) => void
}

/** A kept connection to one machine. */
export interface Session {
  machine: string
  /** Runs a shell command line. Gives the machine's exit code; throws only where the machine cannot be asked. */
  exec(command: string, options?: ExecOptions): Promise<Done>
  close(): void
  /** For forwarding of ports. */
  client: NodeSSH
}

/** Opens a connection; throws where the machine cannot be reached within the limit (ms). */
export async function connect(target: SshTarget, limit = 10_000): Promise<Session> {
  const ssh = new NodeSSH()
  let late = false
  let giveUp: NodeJS.Timeout | undefined
  try {
    const sock = await target.open()
    giveUp = setTimeout(() => {
      late = true
      sock.destroy()
    }, limit)
    await ssh.connect({
      // ssh2 wants a socket and needs no more of it than any byte stream has.
      sock: sock as import('node:net').Socket,
      username: target.user,
      privateKey: readFileSync(target.keyFile, 'utf8'),
      readyTimeout: limit,
      keepaliveInterval: 15_000,
      ...(target.hostKey === undefined
        ? {}
        : {
            algorithms: { serverHostKey: ['ssh-ed25519'] },
            hostVerifier: (key: Buffer) => key.toString('base64') === target.hostKey?.split(' ')[1],
          }),
    })
  } catch (trouble) {
    ssh.dispose()
    throw unreachable(target.machine, late ? `no answer within ${limit / 1000} s` : (trouble as Error).message, trouble)
  } finally {
    clearTimeout(giveUp)
  }
  // A connection that breaks while nobody waits for it must not end the process.
  ssh.connection?.on('error', () => {})
  return {
    machine: target.machine,
    client: ssh,
    close: () => ssh.dispose(),
    exec: (command, options = {}) => exec(ssh, target.machine, command, options),
  }
}

const unreachable = (machine: string, reason: string, cause?: unknown) =>
  cannot(
    {
      en: '{machine} does not answer over SSH: {reason}. See ./pglab status.',
      ru: '{machine} не отвечает по SSH: {reason}. Посмотрите ./pglab status.',
    },
    { machine, reason },
    [],
    cause,
  )

function exec(ssh: NodeSSH, machine: string, command: string, options: ExecOptions): Promise<Done> {
  const { limit = 30_000, maxOutput = 1024 * 1024, input, onStdout } = options
  return new Promise((resolve, reject) => {
    const connection = ssh.connection
    if (!connection) return reject(unreachable(machine, 'the connection is closed'))
    const said = { stdout: '', stderr: '', cut: false }
    const broke = () => fail('the connection broke')
    const late = setTimeout(() => fail(`the command took longer than ${limit / 1000} s`), limit)
    const settle = () => {
      clearTimeout(late)
      connection.off('close', broke)
    }
    const fail = (reason: string) => {
      settle()
      // The command may hang on; without the connection it has nobody to talk to.
      ssh.dispose()
      reject(unreachable(machine, reason))
    }
    connection.on('close', broke)
    connection.exec(command, (error, channel) => {
      if (error) return fail(error.message)
      const keep = (stream: 'stdout' | 'stderr') => (text: string) => {
        if (stream === 'stdout') onStdout?.(text)
        if (said[stream].length + text.length > maxOutput) said.cut = true
        else said[stream] += text
      }
      channel.setEncoding('utf8').on('data', keep('stdout'))
      channel.stderr.setEncoding('utf8').on('data', keep('stderr'))
      channel.on('close', (code: number | null) => {
        settle()
        resolve({ ...said, code: code ?? 255 })
      })
      channel.end(input ?? '')
    })
  })
}
