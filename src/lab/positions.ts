import { isMap, isScalar, isSeq, type Pair, parseDocument } from 'yaml'
import { keyName, startOf, unfold } from './unfold.ts'
import { yamlMistakes } from './yaml-mistakes.ts'

export interface Position {
  line: number
  column: number
}

export interface Finding {
  at: Position
  /** Where in the file, e.g. `machines.pg01.address`; empty at the top. */
  path: string
  message: string
}

/** Something wrong with the text itself. */
export interface Trouble {
  offset: number
  message: string
}

export type Path = readonly PropertyKey[]

/** A parsed YAML text that can say where each of its values stands. */
export interface Yaml {
  /** What makes the text no YAML, or YAML that no lab file needs. With any of these there is no value. */
  broken: Finding[]
  value: unknown
  /** Where the value at a path stands, or the nearest thing above it that exists. */
  locate(path: Path): Position
  /** Where the last key of a path stands, or the nearest thing above it that exists. */
  locateKey(path: Path): Position
}

export function readYaml(source: string): Yaml {
  // Editors hide the byte order mark, so it must not count as a column.
  const text = source.replace(/^\uFEFF/, '')
  const document = parseDocument(text, { prettyErrors: false, version: '1.2', logLevel: 'error' })
  const at = positionsIn(text)
  const finding = ({ offset, message }: Trouble): Finding => ({ at: at(offset), path: '', message })
  const mistakes = yamlMistakes(document, text, (offset) => at(offset).line)
  const { troubles, value } = mistakes.length > 0 ? { troubles: mistakes } : unfold(document)
  return {
    broken: troubles.map(finding),
    value,
    locate: (path) => at(offsetOf(document.contents, path, false)),
    locateKey: (path) => at(offsetOf(document.contents, path, true)),
  }
}

/** The parser's own counter of lines loses some in a text that it cannot read. */
export function positionsIn(text: string): (offset: number) => Position {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const last = text.trimEnd().length
  return (offset) => {
    // What is missing at the end is missing behind the last letter, not in the void below it.
    const place = Math.min(offset, last)
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= place) low = middle
      else high = middle
    }
    return { line: low + 1, column: place - (starts[low] ?? 0) + 1 }
  }
}

function offsetOf(root: unknown, path: Path, wantsKey: boolean): number {
  let node = root
  let offset = startOf(root)
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(({ key }) => keyName(key) === String(step))
      if (!pair) return offset
      const atKey = wantsKey && depth === path.length - 1
      // A key without a value has an empty node right behind it; the key is what a person sees.
      offset = atKey || isEmpty(pair.value) ? startOf(pair.key) : startOf(pair.value)
      node = pair.value
    } else {
      const item = isSeq(node) ? node.items[Number(step)] : undefined
      if (item === undefined) return offset
      offset = startOf(item)
      node = item
    }
  }
  return offset
}

const isEmpty = (node: unknown): boolean => node === null || (isScalar(node) && node.value === null && !node.source)
