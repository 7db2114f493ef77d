import { cannot } from '../../errors.ts'
import type { Instance } from '../../instance/instance.ts'
import { instanceNames, readInstance } from '../../instance/store.ts'
import { machineId, providerBelow } from './folder.ts'
import type { Tools } from './tools.ts'

/**
 * Throws where another instance runs at the same addresses: all virtual machines of a host share one network, and two
 * machines with one address take each other's traffic in turns, which looks like anything but what it is.
 */
export async function assertAlone(instance: Instance, { virtualBox }: Tools): Promise<void> {
  if (providerBelow(instance) !== 'virtualbox') return
  const addresses = new Set(instance.machines.map(({ address }) => address))
  const rivals = others(instance).flatMap((other) =>
    other.machines.flatMap(({ name, address }) => {
      const id = addresses.has(address) ? machineId(other, name)?.id : undefined
      return id === undefined ? [] : [{ other: other.name, address, id }]
    }),
  )
  if (rivals.length === 0) return
  const running = await virtualBox.running()
  const rival = rivals.find(({ id }) => running.includes(id))
  if (!rival) return
  throw cannot(
    {
      en: 'The instance "{other}" is running and already uses {address}. Virtual machines of one host share a network: halt it first with ./pglab halt --name {other}',
      ru: 'Экземпляр «{other}» запущен и уже занимает адрес {address}. Сеть у виртуальных машин одного хоста общая: сначала выключите его командой ./pglab halt --name {other}',
    },
    { other: rival.other, address: rival.address },
  )
}

const others = (instance: Instance): Instance[] =>
  instanceNames()
    .filter((name) => name !== instance.name)
    .flatMap((name) => {
      try {
        const other = readInstance(name)
        return other?.provider === 'vagrant' ? [other] : []
      } catch {
        return [] // a damaged record is told by the command that needs it
      }
    })
