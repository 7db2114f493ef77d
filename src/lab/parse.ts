import type { Known } from '../registry.ts'
import { say } from '../words/say.ts'
import { addressRules } from './address-rules.ts'
import { explainIssue, inOrder, pathWords } from './explain-issue.ts'
import { issueWords } from './issue-words.ts'
import type { Lab } from './lab.ts'
import { outlineOf } from './outline.ts'
import { type Finding, readYaml } from './positions.ts'
import { referenceRules } from './reference-rules.ts'
import { resolveLab } from './resolve.ts'
import { roleRules } from './role-rules.ts'
import { labSchema } from './schema.ts'
import { timezoneRule } from './timezone-rule.ts'

/** A lab from its text, or everything that is wrong with the text in the order of its lines. Never throws. */
export function parseLab(id: string, source: string, known: Known): { lab?: Lab; findings: Finding[] } {
  const yaml = readYaml(source)
  if (yaml.broken.length > 0) return { findings: inOrder(yaml.broken) }
  const schema = labSchema(known)
  const parsed = schema.safeParse(yaml.value, { error: issueWords })
  const issues = parsed.error?.issues.flatMap((issue) => explainIssue(issue, yaml, schema)) ?? []
  const outline = outlineOf(yaml.value)
  const rules = [
    ...referenceRules(outline),
    ...addressRules(outline),
    ...timezoneRule(outline),
    // Roles are looked at only in a file that is otherwise valid, or one wrong name would set off a dozen messages.
    ...(parsed.success ? roleRules(parsed.data, known) : []),
  ]
  const findings = inOrder([
    ...issues,
    ...rules.map(({ path, isKey, text, params }) => ({
      at: isKey ? yaml.locateKey(path) : yaml.locate(path),
      path: pathWords(path),
      message: say(text, params),
    })),
  ])
  if (findings.length > 0 || !parsed.success) return { findings }
  return { lab: resolveLab(id, parsed.data, known), findings }
}
