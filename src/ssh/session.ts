import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Duplex } from 'node:stream'
import { NodeSSH } from 'node-ssh'
import { cannot } from '../errors.ts'
import { shellWord } from './shell-word.ts'
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
  /** Bytes of both streams after which the connection is closed: nobody who means well says so much. */
  flood?: number
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
  let sock: Duplex | undefined
  let give: (reason: Error) => void = () => {}
  const gaveUp = new Promise<never>((_, reject) => {
    give = reject
  })
  const giveUp = setTimeout(() => {
    late = true
    sock?.destroy()
    give(new Error('late'))
  }, limit)
  try {
    const opening = target.open()
    // Whoever opens the way too late opens it for nobody.
    opening.then((stream) => late && stream.destroy()).catch(() => {})
    sock = await Promise.race([opening, gaveUp])
    const connecting = ssh.connect({
      // ssh2 wants a socket and needs no more of it than any byte stream has.
      sock: sock as import('node:net').Socket,
      username: target.user,
      privateKey: readFileSync(target.keyFile, 'utf8'),
      readyTimeout: limit,
      keepaliveInterval: 15_000,
      ...hostKeyRules(target),
    })
    // A stream that breaks off in the middle of the greeting leaves the library waiting for ever.
    await Promise.race([connecting, gaveUp])
  } catch (trouble) {
    ssh.dispose()
    sock?.destroy()
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
    exec: (command, options = {}) =>
      exec(ssh, target.machine, target.sudo ? `sudo -n -- bash -c ${shellWord(command)}` : command, options),
  }
}

/** A key that is known beforehand must be that key; else whoever asked decides. */
function hostKeyRules({ hostKey, verify }: SshTarget) {
  if (hostKey !== undefined) {
    return {
      algorithms: { serverHostKey: ['ssh-ed25519' as const] },
      hostVerifier: (key: Buffer) => key.toString('base64') === hostKey.split(' ')[1],
    }
  }
  return verify ? { hostVerifier: (key: Buffer) => verify(fingerprintOf(key)) } : {}
}

/** `SHA256:…`, as `ssh-keygen -l` shows a key. */
const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`

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
  const { limit = 30_000, maxOutput = 1024 * 1024, flood = Number.POSITIVE_INFINITY, input, onStdout } = options
  return new Promise((resolve, reject) => {
    const connection = ssh.connection
    if (!connection) return reject(unreachable(machine, 'the connection is closed'))
    const said = { stdout: '', stderr: '', cut: false }
    let heard = 0
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
        heard += text.length
        if (heard > flood) return fail('it does not stop talking')
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
