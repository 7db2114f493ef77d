import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import t from 'tap'
import { loadKnown } from '../../src/registry.ts'
import { loadProgram, root } from '../../src/root.ts'
import { languages, type Text } from '../../src/words/say.ts'

/** The texts that an object holds, at any depth, by where they stand. */
function textsIn(value: unknown, place: string): [string, Text][] {
  if (typeof value !== 'object' || value === null) return []
  if ('en' in value || 'ru' in value) return [[place, value as Text]]
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${place}.${key}`))
}

const commandNames = readdirSync(join(root, 'src/commands')).map((file) => basename(file, '.ts'))
const commands = await Promise.all(
  commandNames.map(async (name) => [name, await loadProgram(`src/commands/${name}`)] as const),
)
const { roles, systems, refused } = await loadKnown()

for (const [kind, entries] of Object.entries({
  command: commands,
  role: [...roles],
  system: [...systems, ...refused],
})) {
  for (const [name, entry] of entries) {
    t.test(`${kind} ${name}`, (t) => {
      // zod's own objects are large, circular and hold no texts of ours.
      const { settings: _, ...described } = entry as { settings?: unknown }
      for (const [place, text] of textsIn(described, name)) {
        for (const language of languages) {
          t.match(text[language], /\S/, `${place} in ${language}`)
          t.doesNotThrow(() => new IntlMessageFormat(text[language], language), `${place} in ${language} is a message`)
        }
        t.not(text.en, text.ru, `${place} is translated`)
        t.match(text.ru, /[а-яё]/i, `${place} is in Russian`)
      }
      if (kind !== 'system')
        t.ok(
          textsIn(described, name).some(([place]) => place === `${name}.summary`),
          'a summary',
        )
      if (kind === 'command')
        t.ok(
          textsIn(described, name).some(([place]) => /examples/.test(place)),
          'an example',
        )
      t.end()
    })
  }
}
