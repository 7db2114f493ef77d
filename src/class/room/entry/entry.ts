import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { cannot } from '../../../errors.ts'
import { missingPrograms } from '../../../host/programs.ts'
import { lastLines, must, run } from '../../../host/run.ts'
import { waitUntil } from '../../../host/wait-until.ts'
import { readInstance } from '../../../instance/store.ts'
import { placesOf } from '../../../providers/nspawn/places.ts'
import { programRoot } from '../../../root.ts'
import type { OpenedRoom } from '../open-room.ts'
import { makeAccount, removeAccount } from './account.ts'
import { enteredFolder, entryPlaces, hostKeyFile, settingsOf } from './places.ts'
import { asRootScript, enterScript, sudoers } from './scripts.ts'
import { authorizedKeys, sshdConfig } from './sshd-config.ts'

/** Programs of the entry with the Debian packages that bring them. */
export const entryPrograms = {
  sshd: 'openssh-server',
  sudo: 'sudo',
  socat: 'socat',
  ssh: 'openssh-client',
  flock: 'util-linux',
} as const

export function assertEntryPossible(): void {
  const missing = missingPrograms(Object.keys(entryPrograms))
  if (missing.length === 0) return
  throw cannot(
    {
      en: 'Students could not come in: this server lacks {missing}. On Debian and Ubuntu: apt-get install {packages}',
      ru: 'Студенты не смогут войти: на этом сервере нет {missing}. В Debian и Ubuntu: apt-get install {packages}',
    },
    {
      missing: missing.join(', '),
      packages: [...new Set(missing.map((name) => entryPrograms[name as keyof typeof entryPrograms]))].join(' '),
    },
  )
}

/** Opens the entry of a class, or brings an open one up to date. Sessions that are open stay open. */
export async function openEntry({ room, lab }: OpenedRoom): Promise<void> {
  const places = entryPlaces(room.name)
  const group = await makeAccount()
  for (const folder of [dirname(places.folder), places.folder]) folderFor(folder, 0o711)
  for (const folder of [places.sockets, places.locks]) folderFor(folder, 0o700)
  folderFor(places.keys, 0o750, group)
  folderFor(enteredFolder(room.name), 0o700)
  const first = lab.machines[0]
  if (first === undefined) throw new Error('a lab without machines')
  for (const { instance: name } of room.seats) handOver(name, first.name, room.name, group, room.language)
  writeAs(places.enter, enterScript(room, first.hostname), 0o755)
  writeAs(places.asRoot, asRootScript(room, [process.execPath, ...ownProgram()]), 0o700)
  writeAs(places.authorized, authorizedKeys(room.name, room.seats), 0o644)
  // visudo looks whether sudo will understand it: a wrong file there could shut everyone out.
  writeAs(`${places.folder}/sudoers`, sudoers(room), 0o440)
  await must('visudo', ['-cqf', `${places.folder}/sudoers`])
  writeAs(places.sudoers, sudoers(room), 0o440)
  rmSync(`${places.folder}/sudoers`)
  await startServer(room.name, room.port)
}

/** Shuts the entry; whoever is in is thrown out. */
export async function closeEntry(room: string): Promise<void> {
  const places = entryPlaces(room)
  await stopServer(room)
  for (const path of [places.sudoers, places.folder]) rmSync(path, { recursive: true, force: true })
  await removeAccount()
}

/** The key of a student's lab and the way to its socket, for the account of the entry. */
function handOver(name: string, machineName: string, room: string, group: number, language: string): void {
  const places = entryPlaces(room)
  const instance = readInstance(name)
  const machine = instance?.machines.find((candidate) => candidate.name === machineName)
  const ssh = join(instance?.folder ?? '', 'ssh')
  // A lab that has never answered has no keys yet.
  if (!instance || !machine || !existsSync(join(ssh, 'id_ed25519'))) return
  writeAs(join(places.keys, name), readFileSync(join(ssh, 'id_ed25519'), 'utf8'), 0o440, group)
  writeAs(join(places.keys, `${name}.known`), readFileSync(join(ssh, 'known_hosts'), 'utf8'), 0o440, group)
  rmSync(join(places.sockets, name), { force: true })
  symlinkSync(join(placesOf(instance, machine).ssh, 'socket'), join(places.sockets, name))
  const preferences = join(settingsOf(room, name), 'pglab', 'preferences.json')
  if (existsSync(preferences)) return
  folderFor(dirname(preferences), 0o700)
  writeAs(preferences, `${JSON.stringify({ language })}\n`, 0o600)
}

/** The running program as somebody else can start it: built, or from its sources. */
const ownProgram = (): string[] =>
  existsSync(join(programRoot, 'src/cli.js'))
    ? [join(programRoot, 'src/cli.js')]
    : ['--import', import.meta.resolve('tsx'), join(programRoot, 'src/cli.ts')]

async function startServer(room: string, port: number): Promise<void> {
  const places = entryPlaces(room)
  const config = sshdConfig(room, port)
  const same = existsSync(places.config) && readFileSync(places.config, 'utf8') === config
  // Keys and scripts are read for everyone who comes in; only the server's own settings need a new server.
  if (same && serverOf(room) !== undefined) return
  await stopServer(room)
  if (!existsSync(hostKeyFile(room))) {
    await must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', `class ${room}`, '-f', hostKeyFile(room)])
  }
  writeAs(places.config, config, 0o600)
  // Debian's sshd wants this folder, which its own service would make.
  folderFor('/run/sshd', 0o755)
  const { code } = await run('/usr/sbin/sshd', ['-f', places.config, '-E', places.log], { limit: 20_000 })
  const up = code === 0 && (await waitUntil({ within: 5000, probe: () => serverOf(room) }))
  if (up) return
  throw cannot(
    {
      en: 'The SSH server of the class did not start on port {port}. If another program has the port, choose one: class up --port N. Its log ends with:',
      ru: 'SSH-сервер группы не запустился на порту {port}. Если порт занят другой программой, укажите свободный: class up --port N. Конец журнала:',
    },
    { port },
    existsSync(places.log) ? lastLines(readFileSync(places.log, 'utf8'), 5) : [],
  )
}

/** The process of the class's own server; another one that has come to its number since is not taken for it. */
export function serverOf(room: string): number | undefined {
  const { pid, config } = entryPlaces(room)
  try {
    const id = Number(readFileSync(pid, 'utf8'))
    // sshd shows its arguments in a title of its own: "sshd: /usr/sbin/sshd -f … [listener] …".
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(config) ? id : undefined
  } catch {
    return undefined
  }
}

async function stopServer(room: string): Promise<void> {
  const id = serverOf(room)
  if (id === undefined) return
  process.kill(id, 'SIGTERM')
  await waitUntil({ within: 5000, probe: () => (serverOf(room) === undefined ? true : undefined) })
}

function folderFor(path: string, mode: number, group = 0): void {
  mkdirSync(path, { recursive: true, mode })
  chownSync(path, 0, group)
  chmodSync(path, mode)
}

/** Whole or not at all: somebody may be coming in right now. */
function writeAs(path: string, text: string, mode: number, group = 0): void {
  rmSync(`${path}.new`, { force: true })
  writeFileSync(`${path}.new`, text, { mode: 0o600 })
  chownSync(`${path}.new`, 0, group)
  chmodSync(`${path}.new`, mode)
  renameSync(`${path}.new`, path)
}
