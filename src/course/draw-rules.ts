import type { z } from 'zod'
import { issueWords } from '../lab/issue-words.ts'
import { languages } from '../words/say.ts'
import { drawValues, filled, type Values } from './draw.ts'
import type { Exercise } from './exercise.ts'
import type { BrokenRule } from './findings.ts'
import type { Shelf } from './load-exercise.ts'
import { renderCourseText } from './render-text.ts'
import type { Step } from './step.ts'

/** Enough students that every value of a short list comes up. */
const samples = 8

/** Rules that hold for a drawn exercise, tried with several draws: templates, parameters of checks, machines. */
export function drawRules(exercise: Exercise, shelf: Shelf): BrokenRule[] {
  const found = new Map<string, BrokenRule>()
  for (let student = 0; student < samples; student += 1) {
    for (const rule of withDraw(exercise, shelf, String(student))) {
      const key = JSON.stringify([rule.path, rule.params])
      if (!found.has(key)) found.set(key, rule)
    }
  }
  return [...found.values()]
}

function withDraw({ id, plan, texts }: Exercise, { lab, kinds }: Shelf, student: string): BrokenRule[] {
  const rules: BrokenRule[] = []
  const attempt = <T>(path: readonly PropertyKey[], work: () => T): T | undefined => {
    try {
      return work()
    } catch (trouble) {
      rules.push({ path, text: template, params: { reason: (trouble as Error).message.split('\n').at(-1) ?? '' } })
      return undefined
    }
  }
  const values = attempt(['vary'], () => drawValues(plan.vary, id, { secret: '00'.repeat(32), student }))
  if (!values) return rules
  const call = (check: string, given: unknown, path: readonly PropertyKey[]) => {
    const parameters = attempt(path, () => filled(given, values))
    if (parameters !== undefined) rules.push(...parameterRules(kinds.get(check)?.parameters, parameters, path))
  }
  for (const [index, task] of plan.tasks.entries()) call(task.check, task.with, ['tasks', index, 'with'])
  const machines = lab.machines.map(({ name }) => name)
  for (const [step, path] of stepsOf(plan)) {
    const drawn = attempt(path, () => filled(step, values))
    if (step.until) call(step.until.check, step.until.with, [...path, 'until', 'with'])
    for (const machine of drawn ? [drawn.on, drawn.leader, ...Object.values(drawn.fault ?? {})] : []) {
      if (machine !== undefined && !machines.includes(machine))
        rules.push({ path, text: noMachine, params: { machine, names: machines.join(', ') } })
    }
  }
  const solution = attempt(['solution'], () => filled(plan.solution, values)) ?? []
  for (const language of languages) {
    const { story, sections } = texts[language]
    for (const part of [story, ...sections.flatMap(({ body, hints }) => [body, ...hints])]) {
      attempt(['tasks'], () => renderIn(part, values, solution, language))
    }
  }
  return rules
}

function renderIn(part: string, values: Values, solution: readonly Step[], language: (typeof languages)[number]): void {
  try {
    renderCourseText(part, values, solution, language)
  } catch (trouble) {
    throw new Error(`${language}.md: ${(trouble as Error).message.split('\n').at(-1)?.trim()} – ${part.slice(0, 40)}…`)
  }
}

function* stepsOf(plan: Exercise['plan']): Generator<[Step, readonly PropertyKey[]]> {
  for (const part of ['start', 'solution'] as const) {
    for (const [index, step] of plan[part].entries()) yield [step, [part, index]]
  }
  for (const [index, wrong] of plan.wrong.entries()) {
    for (const [at, step] of wrong.do.entries()) yield [step, ['wrong', index, 'do', at]]
  }
  for (const [index, task] of plan.tasks.entries()) {
    for (const part of ['trial', 'tidy'] as const) {
      for (const [at, step] of (task[part] ?? []).entries()) yield [step, ['tasks', index, part, at]]
    }
  }
}

function parameterRules(schema: z.ZodObject | undefined, given: unknown, path: readonly PropertyKey[]): BrokenRule[] {
  const issues = schema?.strict().safeParse(given, { error: issueWords }).error?.issues ?? []
  return issues.flatMap((issue): BrokenRule[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...path, key],
          isKey: true,
          text: unknownParameter,
          params: { key, names: Object.keys(schema?.shape ?? {}).join(', ') },
        }))
      : [{ path: [...path, ...issue.path], text: message, params: { message: issue.message } }],
  )
}

const template = { en: 'the template cannot be filled: {reason}', ru: 'шаблон не заполняется: {reason}' }
const noMachine = {
  en: 'the lab has no machine "{machine}"; known: {names}',
  ru: 'машины «{machine}» в лаборатории нет; есть: {names}',
}
const unknownParameter = {
  en: 'the check has no parameter "{key}"; known: {names}',
  ru: 'у проверки нет параметра «{key}»; есть: {names}',
}
const message = { en: '{message}', ru: '{message}' }
