import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { courseJsonSchema } from '../class/course-schema.ts'
import { rosterJsonSchema } from '../class/roster-schema.ts'
import { loadKnown } from '../registry.ts'
import { classReportJsonSchema } from '../reports/class/schema.ts'
import { root } from '../root.ts'
import { jsonSchema } from './json-schema.ts'

writeFileSync(join(root, 'schemas/lab.schema.json'), jsonSchema(await loadKnown()))
writeFileSync(join(root, 'schemas/course.schema.json'), courseJsonSchema())
writeFileSync(join(root, 'schemas/roster.schema.json'), rosterJsonSchema())
writeFileSync(join(root, 'schemas/class-report.schema.json'), classReportJsonSchema())
