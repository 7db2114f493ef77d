import type { Params, Text } from '../words/say.ts'

/** One thing looked at on this computer. */
export interface Finding {
  id: string
  /** `broken` keeps a lab from working, `poor` makes it slow or rare to fail. */
  verdict: 'fine' | 'poor' | 'broken'
  /** What was found. */
  found: Text
  /** Why it matters and the command that mends it; only where something is wrong. */
  advice?: Text
  params: Params
}

export type Examination = () => Promise<Finding> | Finding
