import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass, type Question, type Scene, trouble } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'
import { silentCluster } from '../readers/cluster.ts'
import { configIn, configQuestions } from '../readers/config.ts'
import { askServers, servers } from '../readers/servers.ts'
import { readSettings, type SettingValue, sameValue, settingName, settingsQuery } from '../readers/settings.ts'

/** Source: GET /config, https://patroni.readthedocs.io/en/latest/rest_api.html#config-endpoint */
export default checkKind({
  proves: {
    en: "Patroni's dynamic configuration, which holds for the whole cluster, has these values.",
    ru: 'В динамической конфигурации Patroni, общей для всего кластера, стоят эти значения.',
  },
  parameters: z.object({
    contains: about(z.record(z.string(), z.unknown()), {
      en: 'a part of the configuration; whatever else is there is left alone',
      ru: 'часть конфигурации; остальное может быть любым',
    }),
  }),
  example: { contains: { synchronous_mode: true, postgresql: { parameters: { max_connections: 150 } } } },
  pass: { en: 'The configuration in etcd says {values}.', ru: 'В конфигурации в etcd: {values}.' },
  failures: {
    absent: {
      says: {
        en: "{key} is not in the cluster's dynamic configuration.",
        ru: 'В динамической конфигурации кластера нет {key}.',
      },
      cause: {
        en: 'The value was set on a machine instead of for the cluster; a new or rebuilt member would not get it.',
        ru: 'Значение задано на отдельной машине, а не для кластера; новый или пересозданный узел его не получит.',
      },
      look: { en: 'patronictl show-config', ru: 'patronictl show-config' },
    },
    differs: {
      says: {
        en: "In the cluster's dynamic configuration {key} is {found}, not {expected}.",
        ru: 'В динамической конфигурации кластера {key} = {found}, а не {expected}.',
      },
      look: { en: 'patronictl show-config', ru: 'patronictl show-config' },
    },
  },
  troubles: { silent: silentCluster },
  ask: ({ contains }, scene) => [...configQuestions(scene), ...unitQuestions(contains, scene)],
  judge(answers, { contains }) {
    const heard = configIn(answers)
    if (!heard) return trouble('silent')
    const { machine, config } = heard
    const wanted = leaves(contains)
    const units = answers.map((answer) => readSettings(answer?.stdout ?? '')).find((read) => read !== undefined)
    for (const { path, value } of wanted) {
      const key = path.join('.')
      const found = path.reduce((tree: unknown, step) => (isTree(tree) ? tree[step] : undefined), config)
      const facts = { machine, expected: `${key} = ${value}`, params: { key, expected: String(value) } }
      if (!isValue(found)) return fail('absent', facts)
      if (sameValue(value, found, units?.[path.at(-1) ?? '']?.unit)) continue
      const text = shown(String(found))
      return fail('differs', { ...facts, found: `${key} = ${text}`, params: { ...facts.params, found: text } })
    }
    const values = wanted.map(({ path, value }) => `${path.at(-1)} = ${value}`).join(', ')
    return pass({ machine, expected: values, found: values, params: { values } })
  },
})

type Tree = Readonly<Record<string, unknown>>
const isTree = (part: unknown): part is Tree => typeof part === 'object' && part !== null && !Array.isArray(part)
const isValue = (part: unknown): part is SettingValue => ['string', 'number', 'boolean'].includes(typeof part)

/** What a bare number counts in parameters of PostgreSQL: 250 and 250ms may be the same, and any server knows. */
function unitQuestions({ postgresql }: Tree, scene: Scene): Question[] {
  const parameters = isTree(postgresql) && isTree(postgresql.parameters) ? Object.keys(postgresql.parameters) : []
  const names = parameters.filter((name) => settingName.safeParse(name).success)
  if (names.length === 0) return []
  return askServers(servers(scene), settingsQuery(names)).map((question) => ({ ...question, optional: true }))
}

/** Every value of a tree with the keys that lead to it. */
const leaves = (tree: Tree, path: readonly string[] = []): { path: string[]; value: SettingValue }[] =>
  Object.entries(tree).flatMap(([key, part]) => {
    if (isTree(part)) return leaves(part, [...path, key])
    return isValue(part) ? [{ path: [...path, key], value: part }] : []
  })
