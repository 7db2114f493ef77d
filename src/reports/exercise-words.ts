import type { DrawnExercise } from '../course/exercise.ts'
import { renderCourseText, stepMarkdown } from '../course/render-text.ts'
import type { Section } from '../course/texts.ts'
import { language, say, type Text } from '../words/say.ts'

export const levelWords: Record<DrawnExercise['plan']['level'], Text> = {
  guided: { en: 'guided', ru: 'с пошаговым разбором' },
  challenge: { en: 'challenge', ru: 'задача' },
  incident: { en: 'incident', ru: 'авария' },
  exam: { en: 'exam', ru: 'экзамен' },
}

/** The task as it is read on a screen: values drawn; hints, solution and what comes afterwards left out. */
export const exerciseMarkdown = (exercise: DrawnExercise): string =>
  [
    headMarkdown(exercise),
    ...sectionsOf(exercise)
      .filter(({ anchor }) => anchor !== 'after')
      .map((section) => `## ${headingOf(section, exercise)}\n\n${filled(section.body, exercise)}`),
  ].join('\n\n')

/** Everything but the solution, with its anchors: a page, on which hints and what comes afterwards fold away. */
export const wholeMarkdown = (exercise: DrawnExercise): string =>
  `${[headMarkdown(exercise), ...sectionsOf(exercise).flatMap((section) => wholeSection(section, exercise))].join('\n\n')}\n`

function wholeSection(section: Section, exercise: DrawnExercise): string[] {
  const { anchor, body, hints } = section
  return [
    `## ${headingOf(section, exercise)} {#${anchor}}`,
    filled(body, exercise),
    ...(hints.length > 0
      ? [
          `### ${say({ en: 'Hints', ru: 'Подсказки' })} {#${anchor}-hints}`,
          hints.map((hint, index) => `${index + 1}. ${filled(hint, exercise).replaceAll('\n', '\n   ')}`).join('\n'),
        ]
      : []),
  ]
}

const sectionsOf = ({ texts }: DrawnExercise): readonly Section[] => texts[language()].sections

function headMarkdown(exercise: DrawnExercise): string {
  const { plan, texts, id } = exercise
  const points = plan.tasks.reduce((sum, task) => sum + task.points, 0)
  const facts = say(
    {
      en: '{level}, about {minutes} min, {points, plural, one {# point} other {# points}}',
      ru: '{level}, около {minutes} мин, {points, plural, one {# балл} few {# балла} many {# баллов} other {# балла}}',
    },
    { level: say(levelWords[plan.level]), minutes: plan.minutes, points },
  )
  const { title, story } = texts[language()]
  return `# ${id.slice(0, 2)}. ${title}\n\n*${facts}*\n\n${filled(story, exercise)}`
}

function headingOf({ anchor, heading }: Section, exercise: DrawnExercise): string {
  const task = exercise.plan.tasks.find(({ id }) => id === anchor)
  const mark = task
    ? say(
        {
          en: ' ({id}, {points, plural, one {# point} other {# points}})',
          ru: ' ({id}, {points, plural, one {# балл} few {# балла} many {# баллов} other {# балла}})',
        },
        { id: task.id, points: task.points },
      )
    : ''
  return `${filled(heading, exercise)}${mark}`
}

/** What is told once the exercise is passed. */
export function afterMarkdown(exercise: DrawnExercise): string {
  const after = exercise.texts[language()].sections.find(({ anchor }) => anchor === 'after')
  return after ? `## ${after.heading}\n\n${filled(after.body, exercise)}` : ''
}

/** The hints of a task, in order. */
export const hintsOf = (exercise: DrawnExercise, task: string): string[] =>
  (exercise.texts[language()].sections.find(({ anchor }) => anchor === task)?.hints ?? []).map((hint) =>
    filled(hint, exercise),
  )

/** The walkthrough: each step with the reason for it. */
export function solutionMarkdown({ plan }: DrawnExercise): string {
  const steps = plan.solution.flatMap((step) => {
    const command = stepMarkdown(step, language())
    const why = step.why ? say(step.why) : ''
    return command || why ? [[why, command].filter(Boolean).join('\n\n')] : []
  })
  return [`## ${say({ en: 'Solution', ru: 'Решение' })}`, ...steps].join('\n\n')
}

const filled = (markdown: string, { values, plan }: DrawnExercise): string =>
  renderCourseText(markdown, values, plan.solution, language())
