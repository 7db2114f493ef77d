import type { Status } from '../cluster/status.ts'
import type { Instance } from '../instance/instance.ts'
import { say } from '../words/say.ts'

/**
 * What a newcomer may do with a lab that has just come up.
 * @param looks commands that show the state of the cluster, the most telling first
 */
export function nextSteps({ name, lab }: Instance, { cluster, machines }: Status, looks: readonly string[]): string {
  const leader = cluster?.leader ?? machines[0]?.name ?? ''
  const which = name === lab ? '' : ` --name ${name}`
  const lines: [string, string][] = [
    [
      `./pglab ssh ${leader}${which}`,
      say(
        {
          en: 'enter the leader; there: {programs}',
          ru: 'войти на лидера; там: {programs}',
        },
        { programs: [...looks.slice(0, 1), 'psql'].join(', ') },
      ),
    ],
    [`./pglab status --watch${which}`, say({ en: 'keep the cluster in view', ru: 'держать кластер перед глазами' })],
    [`./pglab start${which}`, say({ en: 'begin the first exercise', ru: 'начать первое упражнение' })],
    [
      `./pglab fault crash ${leader}${which}`,
      say({ en: 'cut its power and see who takes over', ru: 'отключить ему питание и посмотреть, кто его сменит' }),
    ],
    [`./pglab reset${which}`, say({ en: 'back to this state', ru: 'вернуть это состояние' })],
    [`./pglab destroy${which}`, say({ en: 'remove the lab', ru: 'удалить лабораторию' })],
  ]
  const width = Math.max(...lines.map(([command]) => command.length))
  return [
    say({ en: 'What next:', ru: 'Что дальше:' }),
    ...lines.map(([command, text]) => `  ${command.padEnd(width)}  ${text}`),
    '',
  ].join('\n')
}
