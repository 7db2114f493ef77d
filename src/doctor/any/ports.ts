import type { Examination } from '../finding.ts'

const ports: Examination = {
  concerns: ({ lab }) => lab.forwards.length > 0,
  async look({ host, lab }) {
    const looked = await Promise.all(
      lab.forwards.map(async (forward) => ({ ...forward, free: await host.isPortFree(forward.port) })),
    )
    const taken = looked.filter(({ free }) => !free)
    const first = taken[0]
    return {
      id: 'ports',
      verdict: first ? 'poor' : 'fine',
      found: {
        en: 'ports that ./pglab forward opens here: {n, plural, =0 {free} other {{taken} taken}}',
        ru: 'порты, которые откроет здесь ./pglab forward: {n, plural, =0 {свободны} one {{taken} занят} other {{taken} заняты}}',
      },
      advice: {
        en: 'The lab itself runs all the same, but its page or its databases cannot be reached from this computer under that number. Stop the program that listens there, or choose another number: ./pglab forward {machine}:{port}:{other}',
        ru: 'Сама лаборатория заработает, но под этим номером её страница или базы с этого компьютера не откроются. Остановите программу, которая занимает порт, или возьмите другой номер: ./pglab forward {machine}:{port}:{other}',
      },
      // As text: a number of a port has no separator of thousands.
      params: {
        n: taken.length,
        taken: taken.map(({ port }) => port).join(', '),
        machine: first?.machine ?? '',
        port: String(first?.port ?? ''),
        other: String((first?.port ?? 0) + 10000),
      },
    }
  },
}

export default ports
