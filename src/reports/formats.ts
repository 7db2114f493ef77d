import type { Format } from './format.ts'
import { foundFormats } from './found-formats.ts'

/** All formats of the report of one result. */
export const loadFormats = (): Promise<ReadonlyMap<string, Format>> => foundFormats<Format>('src/reports/formats')
