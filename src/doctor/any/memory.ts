import type { Examination, Subject } from '../finding.ts'
import type { Host } from '../host.ts'

const mebibyte = 1024 * 1024

/** MiB. What one lab in containers takes; measured, see docs/benchmarks.md. */
const containers = 400

/** MiB that the system of the host and a browser want beside the machines. */
const reserve = 1024

const memory: Examination = {
  concerns: () => true,
  async look(subject) {
    const free = Math.floor((await availableMemory(subject.host)) / mebibyte)
    return {
      id: 'memory',
      found: {
        en: 'memory available: {free} of {total} MiB; the lab takes {need}',
        ru: 'доступно памяти: {free} из {total} МиБ; лаборатория занимает {need}',
      },
      ...(subject.provider === 'nspawn' ? ofContainers(free, subject) : ofMachines(free, subject)),
    }
  },
}

/** Containers share what is free and take it bit by bit. */
const ofContainers = (free: number, { host }: Subject) => ({
  verdict: free < containers ? ('broken' as const) : free < containers * 2 ? ('poor' as const) : ('fine' as const),
  advice: {
    en: 'Close other programs, or halt a lab you do not use: ./pglab halt',
    ru: 'Закройте другие программы или остановите ненужную лабораторию: ./pglab halt',
  },
  params: { free, total: totalOf(host), need: containers },
})

/** A virtual machine is promised all of its memory, so what counts is the sum. */
function ofMachines(free: number, { host, lab }: Subject) {
  const need = lab.machines.reduce((sum, machine) => sum + machine.memory, 0)
  const total = totalOf(host)
  return {
    verdict: total < need + reserve ? ('broken' as const) : free < need ? ('poor' as const) : ('fine' as const),
    advice: {
      en: 'With less, this computer swaps to the disk and machines time out. Close other programs, or give the machines less: the key memory in labs/{lab}.yaml',
      ru: 'Если памяти меньше, компьютер уходит в своп, а машины не отвечают вовремя. Закройте другие программы или дайте машинам меньше: ключ memory в labs/{lab}.yaml',
    },
    params: { free, total, need, lab: lab.id },
  }
}

const totalOf = (host: Host): number => Math.floor(host.totalMemory() / mebibyte)

/** Bytes that programs can have; what only caches files counts, though the system does not call it free. */
export async function availableMemory(host: Host): Promise<number> {
  if (host.platform === 'linux') {
    const kibibytes = /^MemAvailable:\s+(\d+)/m.exec(host.read('/proc/meminfo') ?? '')?.[1]
    if (kibibytes) return Number(kibibytes) * 1024
  }
  if (host.platform === 'darwin') {
    const said = (await host.run('vm_stat', []))?.stdout ?? ''
    const page = Number(/page size of (\d+) bytes/.exec(said)?.[1] ?? 0)
    const pages = [...said.matchAll(/^Pages (?:free|inactive|speculative|purgeable):\s+(\d+)\./gm)]
    if (page && pages.length) return page * pages.reduce((sum, [, count]) => sum + Number(count), 0)
  }
  return host.freeMemory()
}

export default memory
