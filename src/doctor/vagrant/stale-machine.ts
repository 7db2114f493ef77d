import { join } from 'node:path'
import { readInstance } from '../../instance/store.ts'
import { machineId } from '../../providers/vagrant/folder.ts'
import { type Examination, type Finding, onVirtualBox, type Subject } from '../finding.ts'
import { machineFolder, vboxManage } from '../tools.ts'

const staleMachine: Examination = {
  concerns: onVirtualBox,
  async look(subject) {
    const registered = parse((await vboxManage(subject.host, 'list', 'vms'))?.stdout ?? '')
    const ours = idsOf(subject)
    const stale = namesOf(subject).find((name) => registered.has(name) && !ours.has(registered.get(name) ?? ''))
    if (stale) return foreign(stale)
    const folder = await machineFolder(subject.host)
    const left = namesOf(subject).find((name) => !registered.has(name) && subject.host.exists(join(folder, name)))
    return left ? leftOver(join(folder, left), subject) : undefined
  },
}

/** The Vagrantfile names a machine after its folder, and the kit names that folder after the instance. */
const namesOf = ({ lab }: Subject): string[] => lab.machines.map(({ name }) => `pglab-${lab.id}-${name}`)

/** The machines that the kit itself made. */
function idsOf({ lab }: Subject): Set<string> {
  const instance = readInstance(lab.id)
  return new Set(instance?.machines.flatMap(({ name }) => machineId(instance, name)?.id ?? []))
}

/** `VBoxManage list vms` prints a line `"NAME" {ID}` for each machine. */
const parse = (said: string): Map<string, string> =>
  new Map([...said.matchAll(/^"(.*)" \{([0-9a-f-]{36})\}\r?$/gm)].map(([, name = '', id = '']) => [name, id]))

const foreign = (name: string): Finding => ({
  id: 'stale-machine',
  verdict: 'broken',
  found: {
    en: 'VirtualBox already has a machine {name}, and no lab here owns it',
    ru: 'в VirtualBox уже есть машина {name}, и она не принадлежит ни одной здешней лаборатории',
  },
  advice: {
    en: 'Vagrant cannot make a second one of that name. Remove it with its disk: VBoxManage unregistervm "{name}" --delete',
    ru: 'Вторую с таким именем Vagrant не создаст. Удалите её вместе с диском: VBoxManage unregistervm "{name}" --delete',
  },
  params: { name },
})

const leftOver = (path: string, { host }: Subject): Finding => ({
  id: 'stale-machine',
  verdict: 'broken',
  found: { en: 'a folder of a lost machine: {path}', ru: 'папка потерянной машины: {path}' },
  advice: {
    en: 'VirtualBox does not know it any more, and cannot make a machine of that name over it. Look whether you need it, then: {platform, select, win32 {rmdir /s "{path}"} other {rm -r "{path}"}}',
    ru: 'VirtualBox о ней больше не знает, но машину с тем же именем поверх неё не создаст. Проверьте, не нужна ли она, и удалите: {platform, select, win32 {rmdir /s "{path}"} other {rm -r "{path}"}}',
  },
  params: { path, platform: host.platform },
})

export default staleMachine
