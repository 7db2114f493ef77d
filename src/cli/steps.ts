import type { Steps, StepTitle } from '../lifecycle/up.ts'
import { language, say, type Text } from '../words/say.ts'

const titles: Record<StepTitle, Text> = {
  image: {
    en: 'Base image (built once, takes about a minute)',
    ru: 'Базовый образ (собирается один раз, около минуты)',
  },
  boot: { en: 'Machines start', ru: 'Машины запускаются' },
  provision: { en: 'Each machine runs its script', ru: 'Каждая машина выполняет свой скрипт' },
  health: { en: 'The lab becomes healthy', ru: 'Лаборатория приходит в порядок' },
  snapshot: { en: 'Snapshot', ru: 'Снимок' },
  halt: { en: 'Machines shut down', ru: 'Машины выключаются' },
  restore: { en: 'Disks go back to the snapshot', ru: 'Диски возвращаются к снимку' },
  destroy: { en: 'Everything of the lab is removed', ru: 'Удаляется всё, что относится к лаборатории' },
  fault: { en: 'Done', ru: 'Сделано' },
  exercise: { en: 'The exercise is prepared', ru: 'Готовится упражнение' },
  download: { en: 'The box is downloaded', ru: 'Образ скачивается' },
  'make-box': { en: 'The box is made (once, takes long)', ru: 'Образ создаётся (один раз, это долго)' },
  box: { en: 'The box is checked', ru: 'Образ проверяется' },
  evidence: { en: 'The observer is asked what it saw', ru: 'Опрашивается наблюдатель' },
  room: { en: 'The labs of the students', ru: 'Лаборатории студентов' },
  bundle: { en: 'The bundle is written', ru: 'Комплект записывается' },
}

/** ms between two lines of progress where every line stays in a log. */
const quietFor = 2000

/** Shows steps while they run: a live line on a terminal, few plain lines elsewhere, nothing beside JSON. */
export function showSteps(quiet: boolean): Steps {
  if (quiet) return { step: (_, work) => work(() => {}) }
  return process.stdout.isTTY && process.env.TERM !== 'dumb' ? liveSteps : plainSteps
}

const plainSteps: Steps = {
  async step(title, work) {
    const began = performance.now()
    let last = began
    const result = await work((line) => {
      if (performance.now() - last < quietFor) return
      last = performance.now()
      console.log(`  ${line}`)
    })
    console.log(done(title, began))
    return result
  },
}

const liveSteps: Steps = {
  async step(title, work) {
    const { Listr } = await import('listr2')
    const began = performance.now()
    let result: Awaited<ReturnType<typeof work>> | undefined
    const list = new Listr(
      [
        {
          title: say(titles[title]),
          task: async (_, task) => {
            result = await work((line) => {
              task.output = line
            })
            task.title = done(title, began)
          },
        },
      ],
      {
        // Whoever handles the signal or the error says what there is to say.
        registerSignalListeners: false,
        rendererOptions: { collapseErrors: false, showErrorMessage: false },
      },
    )
    await list.run()
    return result as Awaited<ReturnType<typeof work>>
  },
}

function done(title: StepTitle, began: number): string {
  const seconds = new Intl.NumberFormat(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  return `${say(titles[title])}: ${seconds.format((performance.now() - began) / 1000)} ${say({ en: 's', ru: 'с' })}`
}
