import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadKnown } from '../registry.ts'
import { root } from '../root.ts'
import { jsonSchema } from './json-schema.ts'

writeFileSync(join(root, 'schemas/lab.schema.json'), jsonSchema(await loadKnown()))
