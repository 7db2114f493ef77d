import type { Status } from '../cluster/status.ts'
import { looksOf } from '../compile/compile.ts'
import type { Opened } from '../lifecycle/open.ts'
import { nextSteps } from '../reports/next-steps.ts'
import { statusWords } from '../reports/status-words.ts'

/** Prints the picture of an instance; with `newcomer` also what may be done with it. */
export function printStatus(status: Status, json: boolean, newcomer?: Opened): void {
  if (json) console.log(JSON.stringify(status))
  else if (newcomer === undefined) console.log(statusWords(status))
  else {
    const looks = looksOf(newcomer.lab.machines, newcomer.known.roles)
    console.log(['', statusWords(status), nextSteps(newcomer.instance, status, looks)].join('\n'))
  }
}
