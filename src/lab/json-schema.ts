import { z } from 'zod'
import type { Known } from '../registry.ts'
import { labSchema } from './schema.ts'

/** The schema of lab files as editors read it. */
export function jsonSchema(known: Known): string {
  // Draft 7 is the newest that the YAML language server understands in full.
  const { $schema, ...rest } = z.toJSONSchema(labSchema(known), { target: 'draft-7', io: 'input' })
  const head = { $schema, title: 'pglab lab file', description: 'Who is there in a lab: see docs/labs.md' }
  return `${JSON.stringify({ ...head, ...rest }, null, 2)}\n`
}
