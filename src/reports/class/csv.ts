import { stringify } from 'csv-stringify/sync'
import { plain } from '../../words/plain.ts'

/** Moodle's own sign for "no grade", which a spreadsheet leaves alone. */
export const noGrade = '-'

type Cell = string | number

/**
 * Rows as CSV (RFC 4180) that is safe to open in a spreadsheet. Text that would begin a formula gets an apostrophe,
 * https://owasp.org/www-community/attacks/CSV_Injection; numbers stay numbers.
 *
 * The byte order mark is there because Excel takes UTF-8 without it for the code page of the country and shows
 * Cyrillic as rubbish; Moodle takes it off (csv_import_reader::load_csv_content in its lib/csvlib.class.php).
 */
export const csvOf = (rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? harmless(cell) : cell))),
    {
      bom: true,
      record_delimiter: '\r\n',
      escape_formulas: true,
      cast: {
        string: (value) => (value === noGrade || isNumber.test(value) ? { value, escape_formulas: false } : value),
      },
    },
  )

/** A number that was typed as text, such as an id of digits. */
const isNumber = /^[+-]?\d+(?:\.\d+)?$/

/** Where the comma is the decimal sign, spreadsheets part cells at semicolons: what follows one must be no formula either. */
const harmless = (text: string): string =>
  plain(text)
    .trim()
    .replace(/(;\s*)(?=[=+\-@＝＋－＠])/g, "$1'")
