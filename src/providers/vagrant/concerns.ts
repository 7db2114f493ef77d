import { memoryAndCpus } from '../../compile/vagrantfile.ts'
import type { Lab } from '../../lab/lab.ts'
import type { Params, Text } from '../../words/say.ts'
import { allowedRanges, isIn } from './host-only.ts'

/** Why virtual machines of a lab will not run on a computer, and what to change. */
export interface Concern {
  id: 'memory' | 'network'
  text: Text
  params: Params
}

/** @param memory of the computer, MiB */
export function memoryConcern(lab: Lab, memory: number): Concern | undefined {
  const { memory: needed } = memoryAndCpus(lab)
  if (needed < memory) return undefined
  return {
    id: 'memory',
    text: {
      en: 'The machines of the lab "{lab}" take {needed} MiB of memory together, and this computer has {memory} MiB. Lower "memory" in labs/{lab}.yaml, or on Linux use containers: --provider nspawn.',
      ru: 'Машины лаборатории «{lab}» займут в сумме {needed} МиБ памяти, а у этого компьютера {memory} МиБ. Уменьшите memory в labs/{lab}.yaml или, если у вас Linux, выберите контейнеры: --provider nspawn.',
    },
    params: { lab: lab.id, needed: String(needed), memory: String(memory) },
  }
}

/** @param conf text of /etc/vbox/networks.conf, where there is one */
export function networkConcern(lab: Lab, conf?: string): Concern | undefined {
  const ranges = allowedRanges(conf)
  if (lab.machines.every(({ address }) => isIn(ranges, address))) return undefined
  return {
    id: 'network',
    text: {
      en: 'The network {cidr} of the lab "{lab}" lies outside {ranges}, all that VirtualBox allows on Linux and older Macs. Choose another "network" in labs/{lab}.yaml, or write "* {cidr}" into /etc/vbox/networks.conf.',
      ru: 'Сеть {cidr} лаборатории «{lab}» лежит вне {ranges}, а другого VirtualBox в Linux и на старых Mac не разрешает. Возьмите в labs/{lab}.yaml другую сеть (network) или впишите «* {cidr}» в /etc/vbox/networks.conf.',
    },
    params: { lab: lab.id, cidr: lab.network.cidr, ranges: ranges.join(', ') || '–' },
  }
}
