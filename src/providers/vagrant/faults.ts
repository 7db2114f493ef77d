import { cannot } from '../../errors.ts'
import type { Instance } from '../../instance/instance.ts'
import type { MachineFault } from '../provider.ts'
import { providerBelow } from './folder.ts'
import { sshTarget } from './ssh-target.ts'
import { stateOf } from './states.ts'
import type { Tools } from './tools.ts'

/** ms; one machine boots. */
const bootLimit = 1_800_000

export async function fault(instance: Instance, action: MachineFault, machine: string, tools: Tools): Promise<void> {
  if (providerBelow(instance) === 'virtualbox') return faultInVirtualBox(instance, action, machine, tools)
  // Vagrant itself can do this much with any provider.
  if (action === 'crash') await tools.vagrant.tell(instance, ['halt', '--force', machine])
  else if (action === 'heal') await powerOn(instance, machine, tools)
  else throw needsVirtualBox(action, providerBelow(instance))
}

async function faultInVirtualBox(
  instance: Instance,
  action: MachineFault,
  machine: string,
  tools: Tools,
): Promise<void> {
  const { virtualBox } = tools
  switch (action) {
    case 'crash':
      await virtualBox.control(instance, machine, 'poweroff')
      return
    case 'freeze':
      await virtualBox.control(instance, machine, 'pause')
      return
    case 'thaw':
      return thaw(instance, machine, tools)
    case 'isolate':
      await virtualBox.plug(instance, machine, 'off')
      return
    case 'heal':
      return heal(instance, machine, tools)
  }
}

async function heal(instance: Instance, machine: string, tools: Tools): Promise<void> {
  const { state } = await tools.virtualBox.info(instance, machine)
  if (stateOf(state) === 'frozen') await thaw(instance, machine, tools)
  if (stateOf(state) === 'off') await powerOn(instance, machine, tools)
  if (!(await tools.virtualBox.info(instance, machine)).cable) await tools.virtualBox.plug(instance, machine, 'on')
}

export async function thaw(instance: Instance, machine: string, tools: Tools): Promise<void> {
  await tools.virtualBox.control(instance, machine, 'resume')
  await tools.setClock(await sshTarget(instance, machine, 'root', tools))
}

async function powerOn(instance: Instance, machine: string, { vagrant }: Tools): Promise<void> {
  const args = ['up', `--provider=${providerBelow(instance)}`, '--no-provision', machine]
  await vagrant.tell(instance, args, { limit: bootLimit })
}

const needsVirtualBox = (action: MachineFault, provider: string) =>
  cannot(
    {
      en: '{action} needs VirtualBox, and these machines are made with {provider}. Only crash and heal work there.',
      ru: 'Для {action} нужен VirtualBox, а эти машины созданы через {provider}. Там доступны только crash и heal.',
    },
    { action, provider },
  )
