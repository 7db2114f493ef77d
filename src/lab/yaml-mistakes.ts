import { type Document, isCollection, isScalar, type Node, visit, type YAMLError } from 'yaml'
import type { Trouble } from './positions.ts'
import { unclosed, yamlWords } from './yaml-words.ts'

/** Nobody mends more in one go, and a file that is no lab at all should not flood the screen. */
const most = 100

/** What makes a text no YAML, each where the mistake begins. */
export function yamlMistakes(document: Document, text: string, lineOf: (offset: number) => number): Trouble[] {
  const errors = document.errors.length > 0 ? document.errors : document.warnings
  const mistakes = firstOfEachLine(errors, lineOf)
    .slice(0, most)
    .map((error) => ({ error, offset: startOfMistake(error, document, text), message: yamlWords(error, text) }))
  // An open bracket leaves everything around it open too; the innermost is the one to close.
  return mistakes.filter(
    ({ error, offset }) =>
      unclosed(error) !== 'bracket' ||
      !mistakes.some((other) => unclosed(other.error) === 'bracket' && other.offset > offset),
  )
}

/** One slip makes the parser stumble several times; what follows on the same line is an echo. */
function firstOfEachLine(errors: readonly YAMLError[], lineOf: (offset: number) => number): YAMLError[] {
  const firsts = new Map<number, YAMLError>()
  for (const error of errors) {
    const line = lineOf(error.pos[0])
    if (!firsts.has(line)) firsts.set(line, error)
  }
  return [...firsts.values()]
}

/** The parser says where it gave up; a person needs to know where the mistake begins. */
function startOfMistake(error: YAMLError, document: Document, text: string): number {
  const gaveUp = error.pos[0]
  const open = unclosed(error)
  const isOpen = open && { quote: isOpenQuote, bracket: isOpenBracket }[open]
  let start = gaveUp + (error.code === 'TAB_AS_INDENT' ? 0 : (/^ */.exec(text.slice(gaveUp))?.[0].length ?? 0))
  if (isOpen) {
    visit(document, {
      Node(_, node) {
        const [from, to, end] = node.range ?? [0, 0, 0]
        // The innermost one is visited last, and that is the one that was not closed.
        if (from < gaveUp && gaveUp <= end && isOpen(node, text.slice(from, to))) start = from
      },
    })
  }
  return start
}

const isOpenQuote = (node: Node, source: string): boolean =>
  isScalar(node) &&
  (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') &&
  (source.length === 1 || source.at(-1) !== source[0])

const isOpenBracket = (node: Node, source: string): boolean =>
  isCollection(node) && node.flow === true && !/[}\]]$/.test(source)
