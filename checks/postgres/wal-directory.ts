import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'
import { complaint } from '../readers/servers.ts'

/** Prints the directory behind pg_wal, and whether the segment of the last checkpoint is in it. */
const run = `data=$(psql -XAtqc 'show data_directory') || exit
readlink -f "$data/pg_wal"
test -s "$data/pg_wal/$(psql -XAtqc 'select redo_wal_file from pg_control_checkpoint()')" && echo there`

export default checkKind({
  proves: {
    en: "The named member's PostgreSQL runs and keeps its WAL in the given directory.",
    ru: 'PostgreSQL указанного узла работает и хранит WAL в заданном каталоге.',
  },
  parameters: z.object({
    member: about(z.string(), { en: 'whose WAL', ru: 'чей WAL' }),
    directory: about(z.string().regex(/^\/[\w./-]+$/), { en: 'where it is to lie', ru: 'где он должен лежать' }),
  }),
  example: { member: 'pg01', directory: '/srv/wal' },
  pass: { en: '{member} keeps its WAL in {directory}.', ru: '{member} хранит WAL в {directory}.' },
  failures: {
    down: {
      says: { en: 'PostgreSQL does not answer on {member}: {said}', ru: 'PostgreSQL на {member} не отвечает: {said}' },
      look: {
        en: './pglab status; the log of PostgreSQL on {member}',
        ru: './pglab status; журнал PostgreSQL на {member}',
      },
    },
    elsewhere: {
      says: {
        en: '{member} keeps its WAL in {found}; {directory} is wanted.',
        ru: '{member} хранит WAL в {found}, а нужно в {directory}.',
      },
      cause: {
        en: 'The name pg_wal in the data directory does not lead to the new place.',
        ru: 'Имя pg_wal в каталоге данных не ведёт на новое место.',
      },
    },
    empty: {
      says: {
        en: 'pg_wal of {member} leads to {directory}, but the WAL of the last checkpoint is not there.',
        ru: 'pg_wal на {member} ведёт в {directory}, но WAL последней контрольной точки там нет.',
      },
    },
  },
  ask: ({ member }) => [{ machine: member, run }],
  judge([answer], { member, directory }) {
    const [found = '', there] = (answer?.stdout ?? '').slice(0, 4000).split('\n')
    const facts = { machine: member, expected: directory, found: shown(found) }
    const params = { member, directory, found: shown(found) }
    if (!found.startsWith('/')) {
      const said = shown(complaint(answer?.stderr ?? '')) || `exit ${answer?.code ?? '?'}`
      return fail('down', { ...facts, params: { member, said } })
    }
    if (found !== directory) return fail('elsewhere', { ...facts, params })
    return there === 'there' ? pass({ ...facts, params }) : fail('empty', { ...facts, params })
  },
})
