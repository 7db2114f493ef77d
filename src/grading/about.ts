import { z } from 'zod'
import type { Text } from '../words/say.ts'

/** What a parameter of a check kind means, in every language, for the reference and for error messages. */
const registry = z.registry<{ about: Text }>()

/** Describes a parameter: `member: about(z.string(), { en: …, ru: … })`. */
export function about<Schema extends z.ZodType>(schema: Schema, text: Text): Schema {
  registry.add(schema, { about: text })
  return schema
}

export const aboutOf = (schema: z.ZodType): Text | undefined => registry.get(schema)?.about
