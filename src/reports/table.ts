import Table from 'cli-table3'

/**
 * Columns set apart by spaces and a line under the head: nothing that a narrow terminal or a screen reader stumbles over.
 * @param widths of columns whose text is wrapped, padding included; null where a column is as wide as its text
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly (number | null)[] = [],
): string {
  const blank = ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
  const inner = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle']
  const drawn = new Table({
    head: [...head],
    chars: Object.fromEntries([...blank, ...inner].map((part) => [part, ''])) as Table.TableConstructorOptions['chars'],
    style: { head: [], border: [], 'padding-left': 2, 'padding-right': 1, compact: true },
    colWidths: [...widths],
    wordWrap: true,
  })
  drawn.push(...rows.map((row) => [...row]))
  return drawn.toString()
}
