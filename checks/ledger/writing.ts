import { z } from 'zod'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'

export default checkKind({
  proves: {
    en: 'Clients can write: a row was acknowledged within the last two seconds.',
    ru: 'Клиенты могут писать: за последние две секунды подтверждена хотя бы одна строка.',
  },
  parameters: z.object({}),
  example: {},
  pass: { en: 'Writes are acknowledged.', ru: 'Записи подтверждаются.' },
  failures: {
    silent: {
      says: { en: 'No write is acknowledged: {said}.', ru: 'Записи не подтверждаются: {said}.' },
      cause: {
        en: 'Nobody leads, or port 5000 does not lead to the leader.',
        ru: 'Лидера нет, либо порт 5000 ведёт не к нему.',
      },
      look: {
        en: "./pglab status; HAProxy's page on port 7000 of ns",
        ru: './pglab status; страница HAProxy, порт 7000 на ns',
      },
    },
  },
  ask: (_, scene) => [{ machine: scene.having('observer')[0] ?? '', run: 'pglab-evidence --writing' }],
  judge([answer]) {
    const said = answer?.stdout.trim() ?? ''
    const facts = { machine: answer?.machine, found: said, params: { said } }
    return answer?.code === 0 ? pass(facts) : fail('silent', facts)
  },
})
