import type { Params, Text } from '../words/say.ts'

/** Something that each part of a lab file allows and the whole does not. */
export interface Contradiction {
  path: readonly PropertyKey[]
  /** Whether the key at the end of the path is at fault, and not its value. */
  isKey?: boolean
  text: Text
  params: Params
}
