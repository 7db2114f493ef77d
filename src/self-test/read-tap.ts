import { readFileSync } from 'node:fs'

export interface Outcome {
  passed: number
  /** What failed, with the place and the difference, for a person to read. */
  failed: string[]
}

/** Assertions of a TAP file, not the subtests that hold them. */
export async function readTap(file: string): Promise<Outcome> {
  // Only developers have the parser, so it is loaded when there is something to parse.
  const { Parser } = await import('tap-parser')
  const outcome: Outcome = { passed: 0, failed: [] }
  const parser = new Parser()
  parser.on('result', (result) => {
    if (result.todo || result.skip) return
    if (result.ok) outcome.passed++
    else outcome.failed.push(words(result))
  })
  parser.end(readFileSync(file, 'utf8'))
  return outcome
}

function words({ fullname, name, diag }: { fullname: string; name: string; diag?: unknown }): string {
  const { at, diff, found, wanted } = (diag ?? {}) as Record<string, unknown>
  const place = at as { fileName?: string; lineNumber?: number } | undefined
  return [
    `${fullname} > ${name}`,
    place ? `  ${place.fileName}:${place.lineNumber}` : '',
    typeof diff === 'string'
      ? diff
      : found === undefined
        ? ''
        : `  found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`,
  ]
    .filter(Boolean)
    .join('\n')
}
