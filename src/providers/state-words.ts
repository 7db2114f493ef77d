import type { Text } from '../words/say.ts'
import type { MachineState } from './provider.ts'

/** What a machine is doing, as every message calls it. */
export const stateWords: Record<MachineState, Text> = {
  absent: { en: 'not made yet', ru: 'ещё не создана' },
  off: { en: 'off', ru: 'выключена' },
  running: { en: 'running', ru: 'работает' },
  frozen: { en: 'frozen', ru: 'заморожена' },
  isolated: { en: 'cut off from the lab network', ru: 'отрезана от сети лаборатории' },
}
