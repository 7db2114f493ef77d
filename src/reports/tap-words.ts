import { plain } from '../words/plain.ts'

/** Text for a description in TAP, where a number sign begins a directive and a backslash escapes. */
export const escaped = (text: string): string => plain(text).replace(/[\\#]/g, '\\$&')
