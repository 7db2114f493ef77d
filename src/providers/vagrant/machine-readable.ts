/** One line of `vagrant --machine-readable`. */
export interface Message {
  /** The machine it is about; empty where it is about none. */
  target: string
  type: string
  data: readonly string[]
}

/** Reads one complete line. Whatever else a program prints between the messages gives nothing. */
export function parseLine(line: string): Message | undefined {
  const [time, target, type, ...data] = line.split(',')
  if (target === undefined || !/^\d{1,12}$/.test(time ?? '') || !/^[a-z][a-z-]*$/.test(type ?? '')) return undefined
  return { target, type: type as string, data: data.map(plain) }
}

/** Reads all that was said. A last line without its end was cut off, and half a state is no state. */
export const parseOutput = (output: string): Message[] =>
  output
    .slice(0, output.lastIndexOf('\n') + 1)
    .split(/\r?\n/)
    .flatMap((line) => parseLine(line) ?? [])

/** Vagrant hides what would break its lines: commas, and the ends of lines as two characters each. */
const plain = (field: string): string =>
  field.replaceAll('%!(VAGRANT_COMMA)', ',').replaceAll('\\n', '\n').replaceAll('\\r', '')

/** What Vagrant told a person about a machine, without the prefix that repeats its name on every line. */
export function spoken({ type, target, data }: Message): string[] {
  if (type !== 'ui') return []
  return (data[1] ?? '').split('\n').map((line) => {
    const prefix = [`==> ${target}: `, `    ${target}: `].find((start) => line.startsWith(start))
    return prefix ? line.slice(prefix.length) : line
  })
}

/** Whether an action on a machine came to its good end; a failed one has a start only. */
export const isDone = ({ type, data }: Message, action: string): boolean =>
  type === 'action' && data[0] === action && data[1] === 'end'
