import { type Params, say, type Text } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import type { Trouble } from './model.ts'
import { submissionTroubles } from './submission/troubles.ts'

/** Why nothing could be graded, or what to think of beside a result. Keys stand in results files: never rename one. */
export const troubles = {
  'no-way': {
    en: 'The roster has neither an address nor an instance for this student, and this host has no instance {instance}.',
    ru: 'В списке группы у студента нет ни адреса, ни экземпляра, а экземпляра {instance} нет и на этом хосте.',
  },
  'no-key': {
    en: 'The private key {file} cannot be used: {reason}',
    ru: 'Закрытый ключ {file} использовать нельзя: {reason}',
  },
  unreachable: {
    en: '{address} does not answer: {reason}',
    ru: '{address} не отвечает: {reason}',
  },
  refused: {
    en: '{address} does not let {user} in with this key.',
    ru: '{address} не пускает {user} с этим ключом.',
  },
  'host-key': {
    en: '{host} shows another host key than before: {found}, known is {known}. If the machine was made anew: grade with --trust {student}',
    ru: 'У {host} другой ключ хоста: {found}, раньше был {known}. Если машину создавали заново, добавьте --trust {student}',
  },
  'not-ssh': {
    en: '{address} does not speak SSH: {reason}',
    ru: '{address} отвечает не по протоколу SSH: {reason}',
  },
  'no-root': {
    en: 'On {address} {user} cannot become root by sudo without a password.',
    ru: 'На {address} пользователь {user} не может стать root через sudo без пароля.',
  },
  instance: {
    en: 'The instance {instance} cannot be used: {reason}',
    ru: 'Экземпляр {instance} недоступен: {reason}',
  },
  'other-lab': {
    en: 'The instance {instance} is of the lab {found}, and {lab} is graded.',
    ru: 'Экземпляр {instance} создан из лаборатории {found}, а проверяется {lab}.',
  },
  'no-draw': {
    en: 'What this exercise drew for the student is not known here: give the course file with its secret (--course).',
    ru: 'Здесь неизвестно, какие значения достались студенту: укажите файл курса с секретом (--course).',
  },
  'other-student': {
    en: 'The lab was started by {found} and not by this student: the work may be copied.',
    ru: 'Лабораторию запускал {found}, а не этот студент: работа может быть чужой.',
  },
  'no-ticket': {
    en: "The exercise was started without the course's ticket, so it drew other values.",
    ru: 'Упражнение запущено без билета курса, поэтому значения в нём другие.',
  },
  'too-long': {
    en: 'Not decided within {seconds} s; given up.',
    ru: 'За {seconds} с ничего не решилось; проверка прекращена.',
  },
  broke: {
    en: 'The grading itself broke down: {reason}',
    ru: 'Сломалась сама проверка: {reason}',
  },
  ...submissionTroubles,
} as const satisfies Record<string, Text>

export type TroubleWord = keyof typeof troubles

export const trouble = (word: TroubleWord, params: Params = {}): Trouble => ({ word, params })

/** A trouble in the language that is spoken; whatever a machine or a roster has said in it is made harmless. */
export function troubleWords({ word, params }: Trouble): string {
  const text: Text | undefined = Object.hasOwn(troubles, word) ? troubles[word as TroubleWord] : undefined
  if (text === undefined) return shown(word)
  const safe = Object.entries(params).map(([key, value]) => [key, typeof value === 'string' ? shown(value) : value])
  try {
    return say(text, { word, ...Object.fromEntries(safe) })
  } catch {
    // A damaged line of a results file may lack what the sentence needs.
    return shown(word)
  }
}
