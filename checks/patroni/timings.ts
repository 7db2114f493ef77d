import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass, trouble } from '../../src/grading/kind.ts'
import { duration } from '../../src/words/duration.ts'
import { silentCluster } from '../readers/cluster.ts'
import { configIn, configQuestions } from '../readers/config.ts'

/** Seconds, with what Patroni takes where the configuration is silent. */
const timings = z.object({
  ttl: z.coerce.number().default(30),
  loop_wait: z.coerce.number().default(10),
  retry_timeout: z.coerce.number().default(10),
})
type Timings = z.output<typeof timings>

/**
 * Lower bounds and the rule: patroni/config.py, _validate_and_adjust_timeouts. Patroni goes on with values of its own
 * where they are broken, so it is the configuration in etcd that is judged.
 */
const least: Timings = { ttl: 20, loop_wait: 1, retry_timeout: 3 }

export default checkKind({
  proves: {
    en: 'The timings in the dynamic configuration keep the rule loop_wait + 2 * retry_timeout <= ttl, and none is below its lower bound.',
    ru: 'Интервалы в динамической конфигурации соблюдают правило loop_wait + 2 * retry_timeout <= ttl, и ни один не меньше допустимого.',
  },
  parameters: z.object({
    retry: about(duration.optional(), {
      en: 'retry_timeout is to be at least this long, e.g. 7s',
      ru: 'retry_timeout должен быть не меньше этого, например 7s',
    }),
    ttl: about(duration.optional(), {
      en: 'ttl is to be at most this long, e.g. 30s',
      ru: 'ttl должен быть не больше этого, например 30s',
    }),
  }),
  example: { retry: '7s' },
  pass: {
    en: 'The rule holds: {loop_wait} + 2 * {retry_timeout} <= {ttl} s.',
    ru: 'Правило соблюдено: {loop_wait} + 2 * {retry_timeout} <= {ttl} с.',
  },
  failures: {
    low: {
      says: {
        en: '{name} is {value} s; the least is {limit} s.',
        ru: '{name} = {value} с, а меньше {limit} с нельзя.',
      },
      cause: {
        en: 'Patroni does not refuse such a value: it writes a warning into its log and takes the least one.',
        ru: 'Patroni не отвергает такое значение: он пишет предупреждение в журнал и берёт наименьшее допустимое.',
      },
      look: { en: 'journalctl -u patroni', ru: 'journalctl -u patroni' },
    },
    rule: {
      says: {
        en: 'loop_wait + 2 * retry_timeout is {loop_wait} + 2 * {retry_timeout} = {sum} s, more than the ttl of {ttl} s.',
        ru: 'loop_wait + 2 * retry_timeout = {loop_wait} + 2 * {retry_timeout} = {sum} с, а это больше ttl = {ttl} с.',
      },
      cause: {
        en: 'Patroni then shortens loop_wait and retry_timeout by itself, and works with values that stand nowhere.',
        ru: 'Тогда Patroni сам укорачивает loop_wait и retry_timeout и работает со значениями, которых нет в настройках.',
      },
      look: {
        en: 'patronictl show-config; journalctl -u patroni',
        ru: 'patronictl show-config; journalctl -u patroni',
      },
    },
    retry: {
      says: {
        en: 'retry_timeout is {retry_timeout} s; {limit} s at least are asked for.',
        ru: 'retry_timeout = {retry_timeout} с, а нужно не меньше {limit} с.',
      },
      cause: {
        en: 'A leader that cannot reach etcd for longer than this gives up its place.',
        ru: 'Лидер, который дольше этого не может достучаться до etcd, уступает своё место.',
      },
    },
    ttl: {
      says: {
        en: 'ttl is {ttl} s; {limit} s at most are asked for.',
        ru: 'ttl = {ttl} с, а нужно не больше {limit} с.',
      },
      cause: {
        en: 'For so long nobody may take the lock of a leader that vanished.',
        ru: 'Столько времени никто не вправе занять место пропавшего лидера.',
      },
    },
  },
  troubles: { silent: silentCluster },
  ask: (_, scene) => configQuestions(scene),
  judge(answers, { retry, ttl }) {
    const heard = configIn(answers)
    const now = timings.safeParse(heard?.config).data
    if (!heard || !now) return trouble('silent')
    const { machine } = heard
    const sum = now.loop_wait + 2 * now.retry_timeout
    const facts = {
      machine,
      expected: 'loop_wait + 2 * retry_timeout <= ttl',
      found: `${now.loop_wait} + 2 * ${now.retry_timeout}, ttl ${now.ttl}`,
      params: { ...now, sum },
    }
    const low = (['ttl', 'loop_wait', 'retry_timeout'] as const).find((name) => now[name] < least[name])
    if (low) return fail('low', { ...facts, params: { name: low, value: now[low], limit: least[low] } })
    if (sum > now.ttl) return fail('rule', facts)
    const limited = (limit: number) => ({ ...facts, params: { ...facts.params, limit: limit / 1000 } })
    if (retry !== undefined && now.retry_timeout * 1000 < retry) return fail('retry', limited(retry))
    if (ttl !== undefined && now.ttl * 1000 > ttl) return fail('ttl', limited(ttl))
    return pass(facts)
  },
})
