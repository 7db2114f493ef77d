import { isMap, isPair, isScalar, LineCounter, parseDocument } from 'yaml'

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

type Step = PropertyKey

/** A parsed YAML text that can say where each of its values stands. */
export function readYaml(source: string) {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, version: '1.2' })
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  return {
    broken: [...document.errors, ...document.warnings].map((error) => ({
      at: at(error.pos[0]),
      path: '',
      message: error.message,
    })),
    // Aliases are bounded by the library against files that unfold without end.
    value: (): unknown => document.toJS({ maxAliasCount: 100 }),
    /** Where the value at a path stands, or the nearest thing above it that exists. */
    locate: (path: readonly Step[]): Position => at(offsetOf(document.contents, path)),
    /** Where a key stands inside the map at a path. */
    locateKey: (path: readonly Step[], key: string): Position => at(offsetOf(document.contents, path, key)),
  }
}

function offsetOf(node: unknown, path: readonly Step[], key?: string): number {
  let current = node
  let offset = startOf(node)
  const steps = key === undefined ? path : [...path, key]
  for (const [depth, step] of steps.entries()) {
    const pair = isMap(current)
      ? current.items.find(
          (item) => isPair(item) && String(isScalar(item.key) ? item.key.value : item.key) === String(step),
        )
      : undefined
    if (pair) {
      offset = depth === path.length ? startOf(pair.key) : startOf(pair.value) || startOf(pair.key)
      current = pair.value
      continue
    }
    const item = (current as { items?: unknown[] } | null)?.items?.[Number(step)]
    if (item === undefined) return offset
    offset = startOf(item)
    current = item
  }
  return offset
}

const startOf = (node: unknown): number => (node as { range?: [number, number, number] } | null)?.range?.[0] ?? 0
