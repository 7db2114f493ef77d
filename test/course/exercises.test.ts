import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { loadExercises, shelfOf } from '../../src/course/load-course.ts'
import type { LabError } from '../../src/errors.ts'
import { loadKinds } from '../../src/grading/kinds.ts'
import { labNames, loadLab } from '../../src/lab/load.ts'
import { loadKnown } from '../../src/registry.ts'
import { root } from '../../src/root.ts'
import { languages, speak } from '../../src/words/say.ts'

const [kinds, known] = await Promise.all([loadKinds(), loadKnown()])
const lab = loadLab('patroni', known)

for (const name of labNames()) {
  t.test(`every exercise of the lab ${name} is complete`, async (t) => {
    const exercises = loadExercises(shelfOf(loadLab(name, known), kinds))
    t.ok(exercises.length > 0)
    for (const { id, plan } of exercises) {
      const least = plan.level === 'guided' ? 1 : 3
      t.ok(plan.wrong.length >= least, `${id} has at least ${least} near-misses`)
      t.ok(
        plan.solution.every(({ why }) => why),
        `${id} explains every step of its solution`,
      )
    }
  })
}

/** A copy of a good exercise with one text replaced; gives the complaints, each without the name of the folder. */
function complaints(t: Test, file: string, from: string | RegExp, to: string): string[] {
  const folder = t.testdir()
  const copy = join(folder, 'patroni/03-switchover')
  mkdirSync(copy, { recursive: true })
  cpSync(join(root, 'exercises/patroni/03-switchover'), copy, { recursive: true })
  // The exercise it builds on is not beside it.
  const yaml = join(copy, 'exercise.yaml')
  writeFileSync(yaml, readFileSync(yaml, 'utf8').replace(/^needs: .*$/m, 'needs: []'))
  const place = join(copy, file)
  const text = readFileSync(place, 'utf8')
  const changed = text.replace(from, to)
  if (text === changed) throw new Error(`nothing to replace in ${file}: ${from}`)
  writeFileSync(place, changed)
  try {
    loadExercises(shelfOf(lab, kinds, folder))
    return []
  } catch (trouble) {
    const { code, details } = trouble as LabError
    t.equal(code, 2)
    return details.map((line) => line.replace(/^.*03-switchover\//, ''))
  }
}

const mistakes: [what: string, file: string, from: string | RegExp, to: string, said: RegExp[]][] = [
  [
    'an unknown check kind',
    'exercise.yaml',
    'check: patroni/streams',
    'check: patroni/stream',
    [/^exercise\.yaml:\d+:\d+: tasks\.2\.check: .*patroni\/streams/],
  ],
  [
    'an unknown parameter',
    'exercise.yaml',
    'with: { limit: 10s }',
    'with: { limits: 10s }',
    [/^exercise\.yaml:\d+:\d+: tasks\.3\.with\.limits?/, /tasks\.3\.with/],
  ],
  [
    'a wrong parameter',
    'exercise.yaml',
    'with: { limit: 10s }',
    'with: { limit: soon }',
    [/^exercise\.yaml:\d+:\d+: tasks\.3\.with\.limit: /],
  ],
  [
    'a task that a near-miss cannot lose',
    'exercise.yaml',
    /fails: \[planned\]/,
    'fails: [planed]',
    [/wrong\.0\.fails\.0: .*planned/],
  ],
  [
    'points that do not add up',
    'exercise.yaml',
    'points: 12',
    'points: 13',
    [/^exercise\.yaml:\d+:\d+: points: .*12.*13/],
  ],
  ['a draw that yields nothing', 'exercise.yaml', 'pick: [pg02, pg03]', 'pick: []', [/vary\.target\.pick/]],
  [
    'a draw in two ways',
    'exercise.yaml',
    'pick: [pg02, pg03]',
    'pick: [pg02], name: shop',
    [/vary\.target: .*pick, number, name, value/],
  ],
  [
    'an empty range',
    'exercise.yaml',
    'pick: [pg02, pg03]',
    'number: { from: 5, to: 4 }',
    [/vary\.target\.number\.to: .*5.*4/],
  ],
  [
    'a value that nobody draws',
    'exercise.yaml',
    'with: { to: "{{ target }}" }',
    'with: { to: "{{ taget }}" }',
    [/tasks\.1\.with: /],
  ],
  [
    'an unknown machine',
    'exercise.yaml',
    'fault: { crash: pg01 }',
    'fault: { crash: pg09 }',
    [/wrong\.\d\.do\.\d\.fault\.crash: .*pg01, pg02, pg03/],
  ],
  [
    'a step that does nothing',
    'exercise.yaml',
    '  - leader: pg01\n\ntasks',
    '  - as: root\n\ntasks',
    [/start\.0: .*run, fault, until, leader/],
  ],
  [
    'a start that refers to the solution',
    'exercise.yaml',
    '  - leader: pg01\n\ntasks',
    '  - solution: all\n\ntasks',
    [/start\.0\.solution: /],
  ],
  [
    'a command without a machine',
    'exercise.yaml',
    '    on: pg01\n    run: patronictl list',
    '    run: patronictl list',
    [/solution\.0\.run: .*on/],
  ],
  ['an unknown key', 'exercise.yaml', 'minutes: 15', 'minute: 15', [/minute/]],
  [
    'something to undo and nothing done',
    'exercise.yaml',
    'check: ledger/no-lost-rows',
    'check: ledger/no-lost-rows\n    tidy: [{ leader: pg01 }]',
    [/tasks\.4\.tidy: .*trial/],
  ],
  [
    'what holds and nothing can lose',
    'exercise.yaml',
    'fails: [nothing-lost]',
    'fails: [leader]',
    [/tasks\.4\.holds: .*nothing-lost/],
  ],
  [
    'a task without a section',
    'ru.md',
    '{#outage}',
    '{#outtage}',
    [/^ru\.md:1:1: .*outage/, /^ru\.md:\d+:1: .*outtage/],
  ],
  ['a section without an anchor', 'en.md', ' {#why}', '', [/^en\.md:\d+:1: .*Why it matters/]],
  ['a hint too few', 'ru.md', /^4\. .*\n\n## Планово/m, '\n## Планово', [/^ru\.md:\d+:1: .*leader/]],
  ['no hints at all', 'en.md', /### Hints \{#follows-hints\}\n\n(\d.*\n)+/, '', [/^en\.md:\d+:1: .*follows/]],
  [
    'a template that asks for what there is not',
    'en.md',
    '`{{ target }}` leads',
    '`{{ command("none") }}` leads',
    [/none/],
  ],
  ['other sections than the English', 'ru.md', /## За чем следить[\s\S]*?(?=## Лидер)/, '', [/^ru\.md:1:1: /]],
]

for (const [what, file, from, to, said] of mistakes) {
  t.test(what, async (t) => {
    for (const language of languages) {
      speak(language)
      const found = complaints(t, file, from, to)
      for (const one of said)
        t.ok(
          found.some((line) => one.test(line)),
          `${language}: ${one}`,
          { found },
        )
      if (language === 'ru')
        t.ok(
          found.every((line) => /[а-я]/.test(line)),
          'in Russian',
          { found },
        )
    }
    speak('en')
  })
}

t.test('all mistakes of all exercises come at once', async (t) => {
  const folder = t.testdir({
    patroni: {
      '01-a': { 'exercise.yaml': 'level: easy\n', 'en.md': '', 'ru.md': '' },
      '02-b': { 'exercise.yaml': '[' },
    },
  })
  t.throws(() => loadExercises(shelfOf(lab, kinds, folder)), { code: 2, details: [/01-a/, /01-a/].slice(0, 1) })
  try {
    loadExercises(shelfOf(lab, kinds, folder))
  } catch (trouble) {
    const { details } = trouble as LabError
    for (const part of ['01-a/exercise.yaml:1:8: level', 'solution', '02-b/en.md', '02-b/ru.md'])
      t.match(details.join('\n'), part)
  }
})
