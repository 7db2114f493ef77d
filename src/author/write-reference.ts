import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadKinds } from '../grading/kinds.ts'
import { checkReference } from '../reports/check-reference.ts'
import { root } from '../root.ts'
import { languages, speak } from '../words/say.ts'

const kinds = await loadKinds()
for (const language of languages) {
  speak(language)
  writeFileSync(join(root, 'docs', language === 'en' ? 'checks.md' : `checks.${language}.md`), checkReference(kinds))
}
