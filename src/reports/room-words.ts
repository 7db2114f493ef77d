import type { Brought } from '../class/room/bring-up.ts'
import { callOf } from '../class/room/entry/scripts.ts'
import type { Room } from '../class/room/room.ts'
import type { SeatStatus } from '../class/room/survey.ts'
import type { Controller } from '../providers/nspawn/limits.ts'
import { plain } from '../words/plain.ts'
import { language, say, type Text } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import { table } from './table.ts'

/** How bringing up a class ended: in one sentence, with a line for everyone whose lab is not up, and how to go on. */
export function broughtWords(room: Room, brought: readonly Brought[]): string {
  const healthy = brought.filter(({ outcome }) => outcome === 'healthy').length
  const failed = brought.filter(({ outcome }) => outcome === 'failed')
  const keyless = room.seats.filter(({ key }) => key === undefined)
  return [
    say(outcome, { healthy, of: brought.length }),
    ...failed.map(({ seat, reason }) => `  ${shown(seat.student)}: ${plain(reason)}`),
    ...(failed.length > 0 ? [say(goOn)] : []),
    ...(keyless.length > 0
      ? [say(noKeys, { n: keyless.length, who: keyless.map(({ student }) => shown(student)).join(', ') })]
      : []),
    ...unlimitedWords(brought),
    say(comeIn, { call: callOf(room) }),
  ].join('\n')
}

/** Once for all, however many labs it concerns: it is the server that has no such limits, and not the labs. */
function unlimitedWords(brought: readonly Brought[]): string[] {
  const labs = brought.filter(({ unlimited }) => unlimited.length > 0).length
  if (labs === 0) return []
  const what = unlimitedIn(brought).map((controller) => say(limited[controller]))
  return [say(noLimits, { labs, what: new Intl.ListFormat(language()).format(what) })]
}

/** Limits that the kernel did not take for some lab of a class. */
export const unlimitedIn = (brought: readonly Brought[]): Controller[] => [
  ...new Set(brought.flatMap(({ unlimited }) => unlimited)),
]

const limited: Record<Controller, Text> = {
  memory: { en: 'memory', ru: 'память' },
  cpu: { en: 'processors', ru: 'процессоры' },
  pids: { en: 'processes', ru: 'число процессов' },
}
const noLimits: Text = {
  en: 'The kernel took no limits on {what} for {labs, plural, one {one lab} other {# labs}}, so a single student can take all of it from the others: ./pglab class doctor says what this server lacks; once it is there, run the same command again.',
  ru: 'Ядро не приняло ограничения на {what} для {labs, plural, one {# лаборатории} few {# лабораторий} many {# лабораторий} other {# лаборатории}}, и один студент может отобрать всё у остальных: чего не хватает серверу, покажет ./pglab class doctor; исправив это, повторите ту же команду.',
}

const outcome: Text = {
  en: '{healthy} of {of} labs are healthy.',
  ru: 'В порядке лабораторий: {healthy} из {of}.',
}
const goOn: Text = {
  en: 'Run the same command again: it goes on with those alone.',
  ru: 'Повторите ту же команду: она продолжит только с ними.',
}
const noKeys: Text = {
  en: '{n, plural, one {One student has} other {# students have}} no public_key in the roster and cannot come in: {who}',
  ru: 'Без public_key в списке войти не {n, plural, one {сможет # студент} few {смогут # студента} many {смогут # студентов} other {смогут # студента}}: {who}',
}
const comeIn: Text = {
  en: 'Students come in with their own key: {call}',
  ru: 'Студенты входят со своим ключом: {call}',
}

const health: Record<SeatStatus['health'], Text> = {
  whole: { en: 'healthy', ru: 'в порядке' },
  impaired: { en: 'impaired', ru: 'нарушена' },
  off: { en: 'off', ru: 'выключена' },
  absent: { en: 'absent', ru: 'нет' },
}

const head: readonly Text[] = [
  { en: 'Student', ru: 'Студент' },
  { en: 'Name', ru: 'Имя' },
  { en: 'Machines', ru: 'Машины' },
  { en: 'Lab', ru: 'Лаборатория' },
  { en: 'Leader', ru: 'Лидер' },
  { en: 'Memory, MiB', ru: 'Память, МиБ' },
  { en: 'Last entered', ru: 'Последний вход' },
]

/** One line for each student of a class. */
export const roomWords = (room: Room, seats: readonly SeatStatus[], isOpen: boolean): string =>
  [
    table(
      head.map((text) => say(text)),
      seats.map((seat) => [
        shown(seat.student),
        shown(seat.name),
        seat.running === null ? '–' : `${seat.running}/${seat.machines}`,
        say(health[seat.health]),
        seat.leader === null ? '–' : shown(seat.leader),
        seat.memory === null ? '–' : String(Math.round(seat.memory / 1024 / 1024)),
        seat.entered === null ? (seat.key ? '–' : say(keyless)) : new Date(seat.entered).toLocaleString(language()),
      ]),
    ),
    '',
    say(isOpen ? open : closed, { call: callOf(room), port: room.port }),
  ].join('\n')

const keyless: Text = { en: 'has no key', ru: 'нет ключа' }
const open: Text = { en: 'The entry is open: {call}', ru: 'Вход открыт: {call}' }
const closed: Text = {
  en: 'The entry on port {port} is closed. Open it: ./pglab class up ROSTER',
  ru: 'Вход на порту {port} закрыт. Открыть: ./pglab class up СПИСОК',
}
