import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { z } from 'zod'
import { jsonSchema } from '../../src/lab/json-schema.ts'
import { labFolder, labNames } from '../../src/lab/load.ts'
import { loadKnown } from '../../src/registry.ts'
import { root } from '../../src/root.ts'

const committed = readFileSync(join(root, 'schemas/lab.schema.json'), 'utf8')
const schema = z.fromJSONSchema(JSON.parse(committed))

const labText = (name: string): string => readFileSync(join(labFolder, `${name}.yaml`), 'utf8')

t.test('the committed schema is current', async (t) => {
  t.equal(committed, jsonSchema(await loadKnown()), 'npm run schema')
})

t.test('every lab is valid against it and names it for the editor', (t) => {
  for (const name of labNames()) {
    t.equal(schema.safeParse(parse(labText(name))).error, undefined, name)
    t.match(labText(name).split('\n')[0], '$schema=../schemas/lab.schema.json', name)
  }
  t.end()
})

// A schema that lets everything through would be current and useless.
const refused: [string, (lab: string) => string][] = [
  ['an unknown key', (lab) => `${lab}\nram: 1\n`],
  ['an unknown role', (lab) => lab.replace('[base', '[bse')],
  ['a missing address', (lab) => lab.replace(/ address: [\d.]+,/, '')],
  ['a ttl under 20', (lab) => lab.replace('ttl: 20', 'ttl: 19')],
  ['a machine name no hostname can come from', (lab) => lab.replace('pg02:', 'PG02:')],
]

t.test('it refuses', (t) => {
  for (const [what, spoil] of refused) {
    const spoilt = spoil(labText('patroni'))
    t.not(spoilt, labText('patroni'))
    t.equal(schema.safeParse(parse(spoilt)).success, false, what)
  }
  t.end()
})
