import { readStatus, type Status } from '../cluster/status.ts'
import type { Opened } from '../lifecycle/open.ts'
import { nextSteps } from '../reports/next-steps.ts'
import { statusWords } from '../reports/status-words.ts'

/** Looks at an instance and prints what it saw; `next` adds what a newcomer may do now. */
export async function printStatus(
  opened: Opened,
  { json, next = false }: { json: boolean; next?: boolean },
): Promise<Status> {
  const status = await readStatus(opened)
  if (json) console.log(JSON.stringify(status))
  else console.log([statusWords(status), ...(next ? [nextSteps(opened.instance)] : [])].join('\n'))
  return status
}
