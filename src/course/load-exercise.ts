import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Kinds } from '../grading/kinds.ts'
import { explainIssue, pathWords } from '../lab/explain-issue.ts'
import { issueWords } from '../lab/issue-words.ts'
import type { Lab } from '../lab/lab.ts'
import { readYaml, type Yaml } from '../lab/positions.ts'
import { type Language, languages, say } from '../words/say.ts'
import { drawRules } from './draw-rules.ts'
import type { Exercise } from './exercise.ts'
import { exerciseRules } from './exercise-rules.ts'
import { exerciseSchema } from './exercise-schema.ts'
import type { CourseFinding } from './findings.ts'
import { textRules } from './text-rules.ts'
import { readTexts } from './texts.ts'

/** What an exercise is read beside. */
export interface Shelf {
  lab: Lab
  /** Exercises of the same lab, in the order of teaching. */
  exercises: readonly string[]
  kinds: Kinds
  folder: string
}

/** One exercise from its folder, or everything that is wrong with it. Never throws for what an author wrote. */
export function loadExercise(id: string, shelf: Shelf): { exercise?: Exercise; findings: CourseFinding[] } {
  const folder = join(shelf.folder, id)
  const named = (file: string): string => relative(process.cwd(), join(folder, file))
  const missing = ['exercise.yaml', ...languages.map((language) => `${language}.md`)].filter(
    (file) => !existsSync(join(folder, file)),
  )
  if (missing.length > 0) return { findings: missing.map((file) => absent(named(file))) }
  const yaml = readYaml(readFileSync(join(folder, 'exercise.yaml'), 'utf8'))
  const file = named('exercise.yaml')
  if (yaml.broken.length > 0) return { findings: yaml.broken.map((finding) => ({ file, ...flat(finding) })) }
  const parsed = exerciseSchema.safeParse(yaml.value, { error: issueWords })
  if (!parsed.success) {
    const findings = parsed.error.issues.flatMap((issue) => explainIssue(issue, yaml, exerciseSchema))
    return { findings: sorted(findings.map((finding) => ({ file, ...flat(finding) }))) }
  }
  const plan = parsed.data
  const read = Object.fromEntries(
    languages.map((language) => [language, readTexts(readFileSync(join(folder, `${language}.md`), 'utf8'))]),
  ) as Record<Language, ReturnType<typeof readTexts>>
  const exercise: Exercise = {
    id,
    lab: shelf.lab.id,
    folder,
    plan,
    texts: Object.fromEntries(languages.map((language) => [language, read[language].texts])) as Exercise['texts'],
  }
  const rules = exerciseRules(plan, { lab: shelf.lab, exercises: shelf.exercises, kinds: [...shelf.kinds.keys()] })
  const yamlFindings = [...rules, ...(rules.length > 0 ? [] : drawRules(exercise, shelf))].map(
    ({ path, isKey, text, params }) => ({
      file,
      ...place(yaml, path, isKey),
      path: pathWords(path),
      message: say(text, params),
    }),
  )
  const textFindings = textRules(plan, read).map(({ language, line, text, params }) => ({
    file: named(`${language}.md`),
    line,
    column: 1,
    path: '',
    message: say(text, params),
  }))
  const findings = [...sorted(yamlFindings), ...sorted(textFindings)]
  return findings.length > 0 ? { findings } : { exercise, findings }
}

function place(yaml: Yaml, path: readonly PropertyKey[], isKey = false): { line: number; column: number } {
  return isKey ? yaml.locateKey(path) : yaml.locate(path)
}

const flat = ({ at, path, message }: { at: { line: number; column: number }; path: string; message: string }) => ({
  ...at,
  path,
  message,
})

const sorted = (findings: CourseFinding[]): CourseFinding[] =>
  findings.sort((a, b) => a.line - b.line || a.column - b.column)

const absent = (file: string): CourseFinding => ({
  file,
  line: 1,
  column: 1,
  path: '',
  message: say({ en: 'the file is missing', ru: 'файла нет' }),
})
