import { cannot } from '../errors.ts'
import { askBefore } from '../grading/grade.ts'
import { Interview } from '../grading/interview.ts'
import type { Answers, Scene } from '../grading/kind.ts'
import { lastLines } from '../host/run.ts'
import { restore } from '../lifecycle/restore.ts'
import { freshSnapshot, type Steps } from '../lifecycle/up.ts'
import type { Sessions } from '../ssh/sessions.ts'
import { shellWord } from '../ssh/shell-word.ts'
import { type Classroom, sceneOf, withSessions } from './classroom.ts'
import { doSteps } from './do-steps.ts'
import { drawDigest } from './draw-digest.ts'
import type { DrawnExercise } from './exercise.ts'
import type { Started } from './journal.ts'
import { linesOf } from './role-lines.ts'
import { leaveStamp } from './stamp.ts'
import type { Step } from './step.ts'

/**
 * Puts the lab into the state an exercise begins with, whatever it was in before, and stamps the evidence.
 * Gives the line for the journal.
 */
export async function startExercise(exercise: DrawnExercise, classroom: Classroom, steps: Steps): Promise<Started> {
  await restore(classroom, freshSnapshot, steps)
  return withSessions(classroom, async (sessions) => {
    let stamped: string | null = null
    const stamp = async () => {
      stamped = await markOf(sceneOf(classroom.lab, null), sessions)
      return sceneOf(classroom.lab, stamped)
    }
    await steps.step('exercise', async (progress) => {
      const [leaders, rest] = leadersFirst(exercise.plan.start)
      const quiet = sceneOf(classroom.lab, null)
      const bare = { opened: classroom, sessions, kinds: classroom.kinds, scene: quiet }
      await doSteps(leaders, bare, progress)
      await settle(classroom, sessions)
      // Steps may wait for what the observer sees; what it saw before them is no part of the attempt.
      const scene = sceneOf(classroom.lab, await markOf(quiet, sessions))
      const stage = { opened: classroom, sessions, kinds: classroom.kinds, scene, mark: stamp }
      await doSteps(rest, stage, progress)
    })
    if (stamped === null) await stamp()
    const scene = sceneOf(classroom.lab, stamped)
    const before = await askAll(exercise, classroom, scene, sessions)
    const { id, student } = exercise
    const draw = drawDigest(exercise)
    const started: Started = { what: 'start', at: Date.now(), exercise: id, student, mark: stamped, draw, before }
    await leaveStamp(started, scene, sessions)
    return started
  })
}

/** Steps that choose a leader, as far as they stand first: a newborn cluster changes its leader fastest. */
function leadersFirst(steps: readonly Step[]): [leaders: readonly Step[], rest: readonly Step[]] {
  const other = steps.findIndex(({ leader }) => leader === undefined)
  const end = other < 0 ? steps.length : other
  return [steps.slice(0, end), steps.slice(end)]
}

/** Nothing that a newborn lab still does in the background may fall into the attempt. */
export async function settle(classroom: Classroom, sessions: Sessions): Promise<void> {
  await Promise.all(
    linesOf('settle', classroom).map(async ({ machine, run }) => {
      const { code, stderr } = await (await sessions.to(machine)).exec(`bash -c ${shellWord(run)}`, { limit: 60_000 })
      if (code === 0) return
      throw cannot(
        {
          en: '{machine} does not come to rest. See ./pglab status.',
          ru: '{machine} никак не успокоится. Посмотрите ./pglab status.',
        },
        { machine },
        lastLines(stderr, 5),
      )
    }),
  )
}

/** Where the evidence stands now, as the observer puts it; null in a lab without one. */
export async function markOf(scene: Scene, sessions: Sessions): Promise<string | null> {
  const observer = scene.having('observer')[0]
  if (observer === undefined) return null
  const { code, stdout } = await (await sessions.to(observer)).exec('pglab-evidence --mark', { limit: 15_000 })
  if (code === 0) return stdout.trim()
  throw cannot(
    {
      en: 'The observer on {observer} gives no mark for the evidence. Start the exercise again.',
      ru: 'Наблюдатель на {observer} не смог отметить начало попытки. Начните упражнение заново.',
    },
    { observer },
  )
}

async function askAll(
  { plan }: DrawnExercise,
  { kinds }: Classroom,
  scene: Scene,
  sessions: Sessions,
): Promise<Started['before']> {
  const interview = new Interview(sessions)
  const asked = await Promise.all(
    plan.tasks.map(async ({ id, check, with: parameters }): Promise<[string, Answers]> => {
      const kind = kinds.get(check)
      return [id, kind ? await askBefore(kind, parameters, interview, scene) : []]
    }),
  )
  // JSON knows null and no undefined.
  return Object.fromEntries(asked.map(([id, answers]) => [id, answers.map((answer) => answer ?? null)]))
}
