import { table } from '../../reports/table.ts'
import { durationWords } from '../../words/duration.ts'
import { say, type Text } from '../../words/say.ts'
import { shown } from '../../words/shown.ts'
import { troubleWords } from '../trouble-words.ts'
import type { SubmissionReport } from './grade.ts'
import type { FileKind, FileVerdict } from './verdict.ts'

const kinds: Readonly<Record<FileKind, Text>> = {
  whole: { en: 'whole and fits', ru: 'цел и подходит' },
  edited: { en: 'edited', ru: 'изменён' },
  other: { en: "not this student's", ru: 'чужой' },
  copied: { en: 'copied', ru: 'скопирован' },
  stale: { en: 'stale', ru: 'устарел' },
  unreadable: { en: 'unreadable', ru: 'не читается' },
}

/** The verdict in a word or two. */
const kindWords = ({ kind }: FileVerdict): string => say(kinds[kind])

/** What there is to say about a file beside its kind; empty where nothing is. */
export function fileWords({ trouble, ahead, results, doubted, doubts }: FileVerdict): string {
  const sentences = [
    trouble && troubleWords(trouble),
    ahead > 0 && say(clock, { ahead: durationWords(ahead) }),
    doubts.length > 0 && say(partly, { doubted, results }),
    ...doubts.slice(0, 3).map((doubt) => `${doubt.exercise}: ${troubleWords(doubt.trouble)}`),
  ]
  return sentences.filter(Boolean).join(' ')
}

const clock: Text = {
  en: 'Its clock was ahead by at least {ahead}; times are put back by that.',
  ru: 'Часы спешили не меньше чем на {ahead}; время сдвинуто назад на столько же.',
}
const partly: Text = {
  en: '{doubted} of {results, plural, one {# result does} other {# results do}} not count.',
  ru: 'Не засчитано результатов: {doubted} из {results}.',
}

/** Said once below the table of files. */
const whatASignatureProves: Text = {
  en: "A signature shows that a file was not changed after it was packed, and a ticket's seal for whom it was packed; neither shows that the results are true, because both keys lie on the student's own computer.",
  ru: 'Подпись показывает, что файл не меняли после упаковки, а печать билета – для кого он упакован; что результаты верны, не доказывает ни та, ни другая: оба ключа лежат на компьютере самого студента.',
}

/** What came of a folder: a row for each file, who is missing, and what all this proves. */
export function submissionTable({ files, added, missing }: SubmissionReport): string {
  const head = [
    say({ en: 'File', ru: 'Файл' }),
    say({ en: 'Student', ru: 'Студент' }),
    say({ en: 'The file is', ru: 'Состояние' }),
    say({ en: 'Results', ru: 'Результаты' }),
    say({ en: 'Why', ru: 'Почему' }),
  ]
  const rows = files.map((file) => [
    shown(file.file),
    shown(file.student ?? '–'),
    kindWords(file),
    String(file.results - file.doubted),
    fileWords(file),
  ])
  const names = { names: missing.slice(0, 20).join(', '), more: Math.max(0, missing.length - 20) }
  return [
    table(head, rows),
    '',
    ...(missing.length > 0 ? [say(nothingFrom, names)] : []),
    say(counted, { files: files.length, added: added.length }),
    say(whatASignatureProves),
  ].join('\n')
}

const nothingFrom: Text = {
  en: 'Nothing from: {names}{more, plural, =0 {} other { and # more}}.',
  ru: 'Ничего не сдали: {names}{more, plural, =0 {} other { и ещё #}}.',
}
const counted: Text = {
  en: '{files, plural, one {# file} other {# files}}; {added, plural, one {# new result is} other {# new results are}} kept.',
  ru: 'Файлов: {files}; записано новых результатов: {added}.',
}
