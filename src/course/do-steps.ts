import { cannot } from '../errors.ts'
import { grade } from '../grading/grade.ts'
import type { Scene } from '../grading/kind.ts'
import type { Kinds } from '../grading/kinds.ts'
import { lastLines } from '../host/run.ts'
import { causeFault } from '../lifecycle/fault.ts'
import type { Opened } from '../lifecycle/open.ts'
import { silentSteps } from '../lifecycle/up.ts'
import type { MachineFault } from '../providers/provider.ts'
import type { Sessions } from '../ssh/sessions.ts'
import { shellWord } from '../ssh/shell-word.ts'
import { say } from '../words/say.ts'
import { linesOf } from './role-lines.ts'
import type { Step } from './step.ts'

/** Where steps are done. */
export interface Stage {
  opened: Opened
  sessions: Sessions
  kinds: Kinds
  scene: Scene
  /** Called where a step says that the evidence begins; gives the scene from there on. */
  mark?: () => Promise<Scene>
}

/** ms a command may take where its step does not say. */
const patience = 120_000

/**
 * Does steps one after the other; throws at the first that cannot be done, with what the machine said.
 * Gives the scene they leave: the evidence may have begun anew.
 */
export async function doSteps(steps: readonly Step[], stage: Stage, tell?: (line: string) => void): Promise<Scene> {
  let { scene } = stage
  for (const step of steps) {
    tell?.(titleOf(step))
    if (step.mark) scene = (await stage.mark?.()) ?? scene
    else await doStep(step, { ...stage, scene })
  }
  return scene
}

async function doStep(step: Step, stage: Stage): Promise<void> {
  if (step.run !== undefined) return runLines(step, stage)
  if (step.fault) return fault(step.fault, stage)
  if (step.until) return until(step, stage)
  if (step.leader !== undefined) return makeLeader(step.leader, stage)
}

async function runLines(
  { on = '', run = '', as, mayFail, within = patience }: Step,
  { sessions }: Stage,
): Promise<void> {
  const session = await sessions.to(on)
  const shell = as === 'root' ? `bash -lc ${shellWord(run)}` : `runuser -l ${as} -c ${shellWord(run)}`
  const { code, stdout, stderr } = await session.exec(shell, { limit: within })
  if (code === 0 || mayFail) return
  throw cannot(
    {
      en: 'On {on} these lines ended with exit code {code}: {run}',
      ru: 'На {on} команда завершилась с кодом {code}: {run}',
    },
    { on, code, run: run.trim().split('\n')[0] ?? '' },
    lastLines(`${stdout}\n${stderr}`, 8),
  )
}

async function makeLeader(wanted: string, { opened, sessions }: Stage): Promise<void> {
  for (const { run } of linesOf('lead', opened, wanted)) {
    const { code, stderr } = await (await sessions.to(wanted)).exec(`bash -c ${shellWord(run)}`, { limit: patience })
    if (code === 0) continue
    throw cannot(
      {
        en: '{wanted} did not become the leader. See ./pglab status.',
        ru: '{wanted} не стал лидером. Посмотрите ./pglab status.',
      },
      { wanted },
      lastLines(stderr, 5),
    )
  }
}

async function fault(faults: Partial<Record<MachineFault, string>>, { opened }: Stage): Promise<void> {
  for (const [action, machine] of Object.entries(faults)) {
    await causeFault(opened, { action, machine, unit: undefined }, silentSteps)
  }
}

async function until(
  { until: call, within = 60_000, mayFail }: Step,
  { kinds, scene, sessions }: Stage,
): Promise<void> {
  const kind = call && kinds.get(call.check)
  if (!call || !kind) return
  const task = {
    id: 'until',
    points: 1,
    needs: [],
    check: call.check,
    kind,
    parameters: call.with,
    within,
    stable: undefined,
    before: [],
    trial: undefined,
    tidy: undefined,
  }
  const [result] = await grade([task], { scene, reach: sessions })
  if (!result || result.verdict === 'pass' || mayFail) return
  throw cannot(
    {
      en: 'What was awaited did not come within {within} s: {what}',
      ru: 'За {within} с ожидаемое не наступило: {what}',
    },
    { within: within / 1000, what: [call.check, result.word, result.found].filter(Boolean).join(', ') },
  )
}

const titleOf = (step: Step): string =>
  (step.why && say(step.why)) ??
  step.run?.split('\n')[0] ??
  step.until?.check ??
  step.leader ??
  Object.entries(step.fault ?? {})
    .flat()
    .join(' ')
