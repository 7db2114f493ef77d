import { sceneOf } from '../course/classroom.ts'
import type { Task } from '../grading/grade.ts'
import type { Scene } from '../grading/kind.ts'
import type { Lab } from '../lab/lab.ts'

/** What of the past a task cannot do without. */
export interface Past {
  /** Where the evidence begins. */
  mark: boolean
  /** Answers of the attempt's start. */
  before: boolean
}

/** Which of it a task needs, told by its check itself: it is let ask, and seen to look at the mark or not. */
export function pastOf({ kind, parameters }: Pick<Task, 'kind' | 'parameters'>, lab: Lab): Past {
  let looked = false
  const { having } = sceneOf(lab, null)
  const scene: Scene = {
    lab,
    having,
    get mark() {
      looked = true
      return undefined
    },
  }
  try {
    const read = kind.parameters.parse(parameters)
    kind.ask(read, scene)
    const asked = kind.askBefore?.(read, scene) ?? []
    return { mark: looked, before: asked.length > 0 }
  } catch {
    // The grader says what is wrong with it.
    return { mark: looked, before: false }
  }
}
