import type { Status } from '../cluster/status.ts'
import type { Instance } from '../instance/instance.ts'
import { nextSteps } from '../reports/next-steps.ts'
import { statusWords } from '../reports/status-words.ts'

/** Prints the picture of an instance; with `newcomer` also what may be done with it. */
export function printStatus(status: Status, json: boolean, newcomer?: Instance): void {
  if (json) console.log(JSON.stringify(status))
  else
    console.log(
      [...(newcomer ? [''] : []), statusWords(status), ...(newcomer ? [nextSteps(newcomer, status)] : [])].join('\n'),
    )
}
