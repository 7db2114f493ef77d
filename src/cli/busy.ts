import { say, type Text } from '../words/say.ts'

/** Says on a terminal what takes a moment, and takes it away again; elsewhere it would only stand in the way. */
export async function whileBusy<T>(text: Text, work: () => Promise<T>): Promise<T> {
  const live = process.stderr.isTTY && process.env.TERM !== 'dumb'
  if (live) process.stderr.write(say(text))
  try {
    return await work()
  } finally {
    if (live) process.stderr.write('\r\x1b[K')
  }
}
