import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { clusterQuestions, silence, silentCluster, viewOf } from '../readers/cluster.ts'
import { tagsIn } from '../readers/tags.ts'

/**
 * Source: GET /cluster lists the tags that a member has loaded and that say something; a tag that is false is left out.
 * https://patroni.readthedocs.io/en/latest/yaml_configuration.html#tags
 */
export default checkKind({
  proves: {
    en: 'The named members have loaded the tag with the value: the whole cluster knows of it.',
    ru: 'Указанные узлы загрузили тег с этим значением: о нём знает весь кластер.',
  },
  parameters: z.object({
    members: about(z.array(z.string()).min(1), { en: 'whose tag', ru: 'чей тег' }),
    tag: about(z.string().regex(/^[a-z_]{1,40}$/), { en: 'its name', ru: 'имя тега' }),
    is: about(z.union([z.boolean(), z.number(), z.string()]), {
      en: 'its value; false: not set',
      ru: 'его значение; false – не установлен',
    }),
  }),
  example: { members: ['pg03'], tag: 'nofailover', is: true },
  pass: { en: '{members}: {tag} is {expected}.', ru: '{members}: тег {tag} = {expected}.' },
  failures: {
    absent: {
      says: { en: '{member} is no member of the cluster.', ru: '{member} не входит в кластер.' },
      look: { en: 'systemctl status patroni on {member}', ru: 'На {member}: systemctl status patroni' },
    },
    unset: {
      says: { en: '{member} has no tag {tag}.', ru: 'У узла {member} нет тега {tag}.' },
      cause: {
        en: 'It is not in the configuration file of that member, or the file was not loaded again.',
        ru: 'Его нет в файле конфигурации этого узла, либо файл не перечитан.',
      },
      look: { en: 'patronictl list; patronictl reload --help', ru: 'patronictl list; patronictl reload --help' },
    },
    other: {
      says: {
        en: '{member} has {tag}: {found}, not {expected}.',
        ru: 'У узла {member} {tag}: {found}, а не {expected}.',
      },
      look: { en: 'patronictl list', ru: 'patronictl list' },
    },
  },
  troubles: { silent: silentCluster },
  ask: (_, scene) => clusterQuestions(scene),
  judge(answers, { members, tag, is }) {
    const view = viewOf(answers)
    const tags = view && tagsIn(view.said)
    if (!view || !tags) return silence(answers)
    const expected = String(is)
    for (const member of members) {
      const facts = { machine: view.source, expected, params: { member, tag, expected } }
      if (!view.members.some(({ name }) => name === member)) return fail('absent', facts)
      const found = String(tags.get(member)?.[tag] ?? false)
      if (found === expected) continue
      const word = found === 'false' ? 'unset' : 'other'
      return fail(word, { ...facts, found, params: { ...facts.params, found } })
    }
    return pass({
      machine: view.source,
      expected,
      found: expected,
      params: { members: members.join(', '), tag, expected },
    })
  },
})
