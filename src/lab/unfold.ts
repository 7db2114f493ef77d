import { type Document, isScalar, type Node, visit } from 'yaml'
import { say } from '../words/say.ts'
import { shown } from '../words/shown.ts'
import type { Trouble } from './positions.ts'
import { tooDeep } from './yaml-words.ts'

/** The value as JavaScript has it, unless aliases or names make it unsafe to unfold. */
export function unfold(document: Document): { value?: unknown; troubles: Trouble[] } {
  const troubles: Trouble[] = []
  const anchors = new Set<string>()
  let lastAlias = 0
  try {
    visit(document, {
      Node(_, node) {
        if ('anchor' in node && node.anchor) anchors.add(node.anchor)
      },
      Alias(_, alias) {
        lastAlias = startOf(alias)
        if (anchors.has(alias.source)) return
        troubles.push({ offset: lastAlias, message: say(unknownAlias, { name: shown(alias.source) }) })
      },
      Pair(_, { key }) {
        // JavaScript gives this one name a meaning of its own, so it would be lost silently.
        if (keyName(key) === '__proto__') troubles.push({ offset: startOf(key), message: say(badKey) })
      },
    })
    // The library refuses aliases that unfold without end.
    return troubles.length > 0 ? { troubles } : { value: document.toJS({ maxAliasCount: 100 }), troubles }
  } catch (trouble) {
    const text = trouble instanceof RangeError ? tooDeep : tooMuch
    return { troubles: [{ offset: lastAlias, message: say(text) }] }
  }
}

const unknownAlias = {
  en: 'the alias *{name} has no anchor &{name} above it',
  ru: 'для ссылки *{name} выше нет якоря &{name}',
}
const badKey = { en: 'the key "__proto__" is not allowed', ru: 'ключ «__proto__» недопустим' }
const tooMuch = {
  en: 'the aliases of this file unfold into too much; put common values into a group instead',
  ru: 'ссылки этого файла разворачиваются в слишком большой объём данных; общие значения задайте в группе',
}

/** The name under which JavaScript knows a key. */
export const keyName = (key: unknown): string => (isScalar(key) ? String(key.value ?? '') : String(key))

export const startOf = (node: unknown): number => (node as Node | null)?.range?.[0] ?? 0
