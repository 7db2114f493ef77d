import chalk from 'chalk'
import type { Cluster, Member } from '../cluster/reading.ts'
import type { Status } from '../cluster/status.ts'
import { stateWords } from '../providers/state-words.ts'
import { language, say, type Text } from '../words/say.ts'
import { table } from './table.ts'

/** Roles of a member as Patroni names them; the words Russian DBAs use for them. */
const roles: Record<string, Text> = {
  leader: { en: 'leader', ru: 'лидер' },
  replica: { en: 'replica', ru: 'реплика' },
  sync_standby: { en: 'sync standby', ru: 'синхронная реплика' },
  quorum_standby: { en: 'quorum standby', ru: 'реплика кворума' },
  standby_leader: { en: 'standby leader', ru: 'лидер резервного кластера' },
}

/** The picture of an instance in words, for a terminal. */
export function statusWords(status: Status): string {
  const { cluster } = status
  return [
    heading(status),
    '',
    table(
      [
        say({ en: 'Machine', ru: 'Машина' }),
        say({ en: 'Address', ru: 'Адрес' }),
        say({ en: 'State', ru: 'Состояние' }),
        say({ en: 'Roles', ru: 'Роли' }),
      ],
      status.machines.map(({ name, address, state, roles: its }) => [
        name,
        address,
        paint(state === 'running', say(stateWords[state])),
        its.filter((role) => role !== 'base' && role !== 'client').join(' '),
      ]),
    ),
    ...(cluster ? clusterWords(cluster) : ['', noCluster(status)]),
    '',
  ].join('\n')
}

function heading({ lab, name, provider, cluster, machines }: Status): string {
  const params = { lab, name, provider, leader: cluster?.leader ?? '', timeline: cluster?.timeline ?? 0 }
  const title = say(
    { en: 'Lab {lab}, instance {name}, {provider}', ru: 'Лаборатория {lab}, экземпляр {name}, {provider}' },
    params,
  )
  const state = machines.find((machine) => machine.name === cluster?.leader)?.state ?? 'running'
  const leads =
    cluster?.leader == null
      ? say({ en: 'nobody leads', ru: 'лидера нет' })
      : state === 'running'
        ? say({ en: '{leader} leads, timeline {timeline}', ru: 'лидер {leader}, таймлайн {timeline}' }, params)
        : say(
            {
              en: '{leader} still holds the leader lock, but the machine is {state}',
              ru: 'ключ лидера пока у {leader}, но эта машина {state}',
            },
            { ...params, state: say(stateWords[state]) },
          )
  const paused = cluster?.paused
    ? say({ en: ' – cluster management is paused', ru: ' – управление кластером на паузе' })
    : ''
  return `${title}\n${chalk.bold(leads)}${paused}`
}

const noCluster = ({ machines }: Status): string =>
  machines.every(({ state }) => state === 'off' || state === 'absent')
    ? say({
        en: 'All machines are off. Start them with: ./pglab up',
        ru: 'Все машины выключены. Запустить: ./pglab up',
      })
    : say(
        {
          en: 'No machine can say anything about the cluster right now. Look what one of them lacks: ./pglab exec {machine} -- pglab-health',
          ru: 'Сейчас ни одна машина ничего не может сказать о кластере. Посмотрите, чего не хватает одной из них: ./pglab exec {machine} -- pglab-health',
        },
        { machine: machines.find(({ state }) => state === 'running')?.name ?? machines[0]?.name ?? '' },
      )

function clusterWords(cluster: Cluster): string[] {
  return [
    '',
    table(
      [
        say({ en: 'Member', ru: 'Участник' }),
        say({ en: 'Role', ru: 'Роль' }),
        say({ en: 'State', ru: 'Состояние' }),
        say({ en: 'Timeline', ru: 'Таймлайн' }),
        say({ en: 'Lag', ru: 'Отставание' }),
        '',
      ],
      cluster.members.map(memberRow),
    ),
    ...(cluster.routes.length > 0
      ? [
          '',
          table(
            [
              say({ en: 'Port', ru: 'Порт' }),
              say({ en: 'For', ru: 'Назначение' }),
              say({ en: 'Leads to', ru: 'Ведёт к' }),
            ],
            cluster.routes.map(routeRow),
          ),
        ]
      : []),
    ...(cluster.lastChange ? ['', lastChange(cluster.lastChange)] : []),
  ]
}

const memberRow = (member: Member): string[] => [
  member.name,
  roles[member.role] ? say(roles[member.role] as Text) : member.role,
  paint(member.state === 'running' || member.state === 'streaming', member.state),
  member.timeline === null ? '?' : String(member.timeline),
  member.lag === null ? '' : bytes(member.lag),
  member.pendingRestart ? say({ en: 'restart pending', ru: 'ожидает перезапуска' }) : '',
]

const purposes: Record<string, Text> = {
  'read-write': { en: 'reading and writing', ru: 'чтение и запись' },
  'read-only': { en: 'reading only', ru: 'только чтение' },
}

const routeRow = ({ port, name, to }: Cluster['routes'][number]): string[] => [
  `ns:${port}`,
  purposes[name] ? say(purposes[name] as Text) : name,
  to.length > 0 ? to.join(' ') : paint(false, say({ en: 'nobody', ru: 'ни к кому' })),
]

function lastChange({ from, to, at, outage, timeline }: NonNullable<Cluster['lastChange']>): string {
  const params = {
    from: from ?? '?',
    to,
    time: new Date(at).toLocaleTimeString(language(), { hourCycle: 'h23' }),
    timeline: timeline ?? '?',
    seconds:
      outage === null
        ? ''
        : new Intl.NumberFormat(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
            outage / 1000,
          ),
  }
  return outage === null
    ? say(
        {
          en: 'Last change of leader: {from} → {to} at {time}; clients cannot write yet.',
          ru: 'Последняя смена лидера: {from} → {to} в {time}; писать клиенты пока не могут.',
        },
        params,
      )
    : say(
        {
          en: 'Last change of leader: {from} → {to} at {time}; clients could not write for {seconds} s.',
          ru: 'Последняя смена лидера: {from} → {to} в {time}; клиенты не могли писать {seconds} с.',
        },
        params,
      )
}

/** Decimal units, as disks and networks count. */
const units: readonly Text[] = [
  { en: 'B', ru: 'Б' },
  { en: 'kB', ru: 'кБ' },
  { en: 'MB', ru: 'МБ' },
  { en: 'GB', ru: 'ГБ' },
]

function bytes(count: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), units.length - 1)
  const number = new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(count / 1000 ** power)
  return `${number} ${say(units[power] as Text)}`
}

/** Colour only repeats what the word says. */
const paint = (good: boolean, word: string): string => (good ? chalk.green(word) : chalk.yellow(word))
