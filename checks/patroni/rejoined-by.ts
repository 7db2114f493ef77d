import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { type Answers, checkKind, fail, pass, trouble } from '../../src/grading/kind.ts'
import { evidenceQuestion, evidenceTroubles, type Picture, withEvidence } from '../readers/evidence.ts'

const ways = ['own-wal', 'rewind', 'copy', 'backup'] as const
type Way = (typeof ways)[number]

/**
 * Sources: whoever makes a data folder fit for recovery leaves a backup_label in it, which PostgreSQL keeps as
 * backup_label.old (CreateBackupLabel of pg_rewind.c writes "BACKUP METHOD: pg_rewind", pg_backup_stop "streamed");
 * Patroni announces a full copy as the member's state "creating replica" (bootstrap.py).
 */
export default checkKind({
  proves: {
    en: 'Since the start the member has come to the data it has now in one of the allowed ways.',
    ru: 'С начала упражнения узел получил нынешние данные одним из допустимых способов.',
  },
  parameters: z.object({
    member: about(z.string(), { en: 'whose data', ru: 'чьи данные' }),
    ways: about(z.array(z.enum(ways)).min(1), {
      en: 'allowed ways: own-wal (nothing but its own data and WAL), rewind (pg_rewind), copy (base backup of a server), backup (pgBackRest)',
      ru: 'допустимые способы: own-wal (только свои данные и WAL), rewind (pg_rewind), copy (копия с сервера), backup (pgBackRest)',
    }),
  }),
  example: { member: 'pg01', ways: ['rewind'] },
  pass: {
    en: '{member} came back {way, select, rewind {by pg_rewind} copy {as a full copy} backup {from the backup} other {with its own data}}.',
    ru: '{member} вернулся {way, select, rewind {через pg_rewind} copy {полной копией} backup {из резервной копии} other {со своими данными}}.',
  },
  failures: {
    untouched: {
      says: {
        en: 'The data of {member} is what it was: nothing has been rewound or copied since the start.',
        ru: 'Данные узла {member} прежние: с начала упражнения их никто не откатывал и не копировал.',
      },
      look: { en: 'journalctl -u patroni on {member}', ru: 'На {member}: journalctl -u patroni' },
    },
    other: {
      says: {
        en: 'The data of {member} came {way, select, rewind {by pg_rewind} copy {as a full copy of another server} other {from the backup}}.',
        ru: 'Данные узла {member} получены {way, select, rewind {через pg_rewind} copy {полной копией с другого сервера} other {из резервной копии}}.',
      },
      cause: {
        en: 'The member was reinitialised, or its data folder was emptied.',
        ru: 'Узел инициализировали заново (reinit), либо его каталог данных опустошили.',
      },
      look: {
        en: 'journalctl -u patroni on {member}; ./pglab start to try again',
        ru: 'На {member}: journalctl -u patroni; ещё одна попытка: ./pglab start',
      },
    },
  },
  troubles: {
    ...evidenceTroubles,
    down: {
      says: {
        en: 'PostgreSQL on {member} does not answer, so where its data came from is not known.',
        ru: 'PostgreSQL на {member} не отвечает: откуда его данные, узнать нельзя.',
      },
      look: { en: 'patronictl list', ru: 'patronictl list' },
    },
  },
  ask: ({ member }, scene) => [evidenceQuestion(scene), { machine: member, run: label, optional: true }],
  askBefore: ({ member }) => [{ machine: member, run: label, optional: true }],
  judge: ([evidence, now], { member, ways: allowed }, _, [before]) =>
    withEvidence(evidence, ['recorder'], (picture) => {
      if (now?.code !== 0) return trouble('down', { machine: member, params: { member } })
      const way = wayOf(picture, member, now, before)
      const facts = {
        machine: member,
        expected: allowed.join(' | '),
        found: way,
        params: { member, way },
        evidence: now.stdout.slice(0, 1000).split('\n').slice(0, 8),
      }
      if (allowed.includes(way)) return pass(facts)
      return fail(way === 'own-wal' ? 'untouched' : 'other', facts)
    }),
})

const label = `dir=$(psql -XAtc 'show data_directory') && [ -n "$dir" ] || exit 1
cat "$dir/backup_label.old" 2>/dev/null || true`

function wayOf({ events }: Picture, member: string, now: Answers[number], before: Answers[number]): Way {
  const made = now?.stdout !== (before?.stdout ?? '')
  if (made && /^LABEL: pgBackRest/m.test(now?.stdout ?? '')) return 'backup'
  const copied = events.some(
    ({ what, name, state }) => what === 'member' && name === member && /^creating replica/.test(String(state)),
  )
  if (copied) return 'copy'
  if (!made) return 'own-wal'
  return /^BACKUP METHOD: pg_rewind/m.test(now?.stdout ?? '') ? 'rewind' : 'copy'
}
