import { Listr } from 'listr2'
import type { Steps, StepTitle } from '../lifecycle/up.ts'
import { say, type Text } from '../words/say.ts'

const titles: Record<StepTitle, Text> = {
  image: { en: 'Base image (built once, about a minute)', ru: 'Базовый образ (собирается один раз, около минуты)' },
  boot: { en: 'Machines start', ru: 'Машины запускаются' },
  provision: { en: 'Each machine runs its script', ru: 'Каждая машина выполняет свой скрипт' },
  health: { en: 'Waiting until the lab is healthy', ru: 'Ждём, пока лаборатория придёт в порядок' },
  snapshot: { en: 'Snapshot', ru: 'Снимок' },
  halt: { en: 'Machines shut down', ru: 'Машины выключаются' },
  restore: { en: 'Disks go back to the snapshot', ru: 'Диски возвращаются к снимку' },
  destroy: { en: 'Everything of the lab is removed', ru: 'Удаляется всё, что относится к лаборатории' },
  fault: { en: 'Fault', ru: 'Сбой' },
}

/** Shows steps while they run: a live line on a terminal, plain lines elsewhere, nothing beside JSON. */
export const showSteps = (quiet: boolean): Steps => ({
  async step(title, work) {
    let result: Awaited<ReturnType<typeof work>> | undefined
    const list = new Listr(
      [
        {
          title: say(titles[title]),
          task: async (_, task) => {
            const began = performance.now()
            result = await work((line) => {
              task.output = line
            })
            task.title = `${say(titles[title])}  ${((performance.now() - began) / 1000).toFixed(1)} ${say({ en: 's', ru: 'с' })}`
          },
        },
      ],
      {
        renderer: quiet ? 'silent' : 'default',
        fallbackRenderer: 'simple',
        // The signal handler of the command cleans up; the list must not end the process before it.
        registerSignalListeners: false,
        rendererOptions: { collapseErrors: false, showErrorMessage: false },
      },
    )
    await list.run()
    return result as Awaited<ReturnType<typeof work>>
  },
})
