import { type CsvError, type Info, parse } from 'csv-parse/sync'
import { type Finding, type Path, positionsIn, type Yaml } from '../lab/positions.ts'
import { say } from '../words/say.ts'
import { shown } from '../words/shown.ts'

interface Parsed {
  record: string[]
  raw: string
  info: Info
}

/**
 * Reads a roster from CSV and gives what the same roster would be in YAML, with the places of its cells. The separator
 * is that of the first line: a comma, a semicolon (a Russian Excel) or a tab. Empty cells count as missing.
 */
export function readCsv(source: string): Yaml {
  const text = source.replace(/^\uFEFF/, '')
  const at = positionsIn(text)
  const unread = (message: string, offset: number): Yaml => ({
    broken: [{ at: at(offset), path: '', message }],
    value: undefined,
    locate: () => at(0),
    locateKey: () => at(0),
  })
  let records: Parsed[]
  try {
    records = parse(text, {
      delimiter: separatorOf(text),
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Parsed[]
  } catch (trouble) {
    const { lines = 1, bytes_records = 0, code } = trouble as CsvError & Partial<Info>
    if (code !== 'CSV_QUOTE_NOT_CLOSED') return unread(say(strayQuote), offsetOfLine(text, lines))
    // Where the file ends helps nobody: somewhere in the record that begins here the quotation begins.
    return unread(say(openQuote), Buffer.from(text).subarray(0, bytes_records).toString().length)
  }
  const cells = cellsIn(records, separatorOf(text))
  const [head, ...rows] = records.map(({ record }) => record)
  if (!head) return unread(say(empty), 0)
  const columns = head.map((name) => columnNamed(name))
  const broken: Finding[] = [
    ...columns.flatMap((name, index) =>
      name !== '' && columns.indexOf(name) < index
        ? [{ at: at(cells[0]?.[index] ?? 0), path: '', message: say(twice, { name: shown(name) }) }]
        : [],
    ),
    ...rows.flatMap((row, index) =>
      row.slice(columns.length).some(Boolean)
        ? [{ at: at(cells[index + 1]?.[columns.length] ?? 0), path: '', message: say(tooMany, { n: columns.length }) }]
        : [],
    ),
  ]
  const students = rows.map((row) =>
    Object.fromEntries(
      columns.flatMap((name, index) => {
        const cell = row[index] ?? ''
        // JavaScript gives this one name a meaning of its own.
        return name === '' || name === '__proto__' || cell === '' ? [] : [[name, cellValue(name, cell)]]
      }),
    ),
  )
  const place = ([list, row, column]: Path): number => {
    if (list !== 'students' || row === undefined) return 0
    return cells[Number(row) + 1]?.[Math.max(0, columns.indexOf(String(column)))] ?? 0
  }
  const locate = (path: Path) => at(place(path))
  return { broken, value: { students }, locate, locateKey: locate }
}

/** Names of columns are known in any case; those that the kit knows nothing of stay as they are. */
const known = ['id', 'name', 'email', 'group', 'host', 'port', 'user', 'key', 'jump', 'instance']
const columnNamed = (name: string): string => (known.includes(name.toLowerCase()) ? name.toLowerCase() : name)

const cellValue = (column: string, cell: string): string | number =>
  column === 'port' && /^\d+$/.test(cell) ? Number(cell) : cell

function separatorOf(text: string): string {
  const line = text.split(/\r?\n/).find((one) => one.trim() !== '') ?? ''
  const counted = [',', ';', '\t'].map((sign) => ({ sign, n: line.split(sign).length }))
  return counted.sort((a, b) => b.n - a.n)[0]?.sign ?? ','
}

/** Where each cell of each record begins: the raw records together are the text. */
function cellsIn(records: readonly Parsed[], separator: string): number[][] {
  let offset = 0
  return records.map(({ raw }) => {
    const start = /^[\r\n]*/.exec(raw)?.[0].length ?? 0
    const begins = [offset + start]
    let quoted = false
    for (let index = start; index < raw.length; index++) {
      if (raw[index] === '"') quoted = !quoted
      else if (raw[index] === separator && !quoted) begins.push(offset + index + 1)
    }
    offset += raw.length
    return begins
  })
}

const offsetOfLine = (text: string, line: number): number =>
  text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, one) => sum + one.length + 1, 0)

const empty = { en: 'there is nothing in this file', ru: 'файл пуст' }
const openQuote = { en: 'a quotation mark is not closed', ru: 'кавычка не закрыта' }
const strayQuote = {
  en: 'a quotation mark in the middle of a value; put the whole value in quotes and double those inside',
  ru: 'кавычка посреди значения; заключите всё значение в кавычки, а внутренние удвойте',
}
const twice = { en: 'the column "{name}" is there already', ru: 'столбец «{name}» уже есть' }
const tooMany = {
  en: 'more values than the {n, plural, one {# column} other {# columns}} of the first line; a value with the separator in it needs quotes',
  ru: 'значений больше, чем столбцов в первой строке ({n}); значение с разделителем внутри берут в кавычки',
}
