import { join } from 'node:path'
import { z } from 'zod'
import { taskResult } from '../course/journal.ts'
import { verdicts } from '../grading/result.ts'
import { appendLine, readLines } from '../host/json-lines.ts'
import { classFolder } from './class-folder.ts'
import type { Graded } from './model.ts'

const result = z.object({
  exercise: z.string(),
  student: z.string(),
  verdict: z.enum(verdicts),
  points: z.number(),
  max: z.number(),
  tasks: z.array(taskResult).readonly(),
})

const graded = z.object({
  at: z.number(),
  read: z.number().optional(),
  student: z.string(),
  lab: z.string(),
  exercise: z.string(),
  source: z.enum(['live', 'submission']),
  basis: z.enum(['now', 'evidence']),
  started: z.number().nullable(),
  hints: z.number().nullable(),
  draw: z.string(),
  result: result.nullable(),
  trouble: z.object({ word: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  stamp: z.string().nullable().optional(),
  run: z.string().optional(),
})

const resultsFile = (className: string): string => join(classFolder(className), 'results.jsonl')

/** Everything that was graded in a class, oldest first; a damaged line loses itself alone and is counted. */
export function readResults(className: string): { graded: Graded[]; damaged: number; file: string } {
  const file = resultsFile(className)
  const { entries, damaged } = readLines(file, graded)
  return { graded: entries, damaged, file }
}

/** Adds one result, whole and at once. */
export const noteResult = (className: string, one: Graded): void => appendLine(resultsFile(className), one)
