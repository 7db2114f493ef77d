import { createReadStream, statSync } from 'node:fs'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { plain } from '../../words/plain.ts'
import { isChained, readMark } from './chain.ts'
import { bounds, type Content, contentSchema, type Envelope, envelopeSchema } from './format.ts'
import { digestOf, isSigned } from './seal.ts'

/** A submission that could be read: what it says, and whether that holds together. Hostile data all the same. */
export interface Opened {
  /** Path below the folder of submissions. */
  file: string
  content: Omit<Content, 'evidence'>
  /** When the file came to us, ms since 1970: its time of change, or now where that lies ahead. */
  received: number
  /** Public key of the computer it was packed on. */
  key: string
  signed: boolean
  /** SHA-256 of the content, and the HMAC of it by the student's ticket. */
  digest: string
  seal: string | null
  /** Of the observer's lines: whether their chain holds and begins at a start of the journal; null without evidence. */
  evidenceHolds: boolean | null
}

/** Why a file could not be read: too large, damaged, or something else than a submission of this version. */
export type Unreadable = { file: string; why: 'large' | 'damaged' | 'foreign' | 'newer' | 'denied'; where: string }

/** Reads one file, never more of it than the bounds allow, and never throws for what is in it. */
export async function readSubmission(path: string, file: string, now: number): Promise<Opened | Unreadable> {
  const no = (why: Unreadable['why'], where = ''): Unreadable => ({ file, why, where })
  let packed: Buffer | undefined
  let received = now
  try {
    received = Math.min(now, statSync(path).mtimeMs)
    packed = await bounded(path)
  } catch {
    return no('denied')
  }
  if (packed === undefined) return no('large')
  let text: string
  try {
    const bytes = await promisify(gunzip)(packed, { maxOutputLength: bounds.open })
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (trouble) {
    return no((trouble as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'large' : 'damaged')
  }
  const outer = parse(text)
  const envelope = envelopeSchema.safeParse(outer)
  if (!envelope.success) return no(isNewer(outer) ? 'newer' : outer === undefined ? 'damaged' : 'foreign')
  const content = contentSchema.safeParse(parse(envelope.data.content))
  if (!content.success) return no('foreign', plain(content.error.issues[0]?.path.join('.') ?? ''))
  return opened(file, envelope.data, content.data, received)
}

function opened(file: string, envelope: Envelope, { evidence, ...content }: Content, received: number): Opened {
  const mark = readMark(evidence?.mark ?? null)
  return {
    file,
    content,
    received,
    key: envelope.key,
    signed: isSigned(envelope),
    digest: digestOf(envelope.content),
    seal: envelope.seal,
    // The lines are many, and nothing but this is wanted of them: they are not kept.
    evidenceHolds:
      evidence &&
      mark !== undefined &&
      content.journal.some((entry) => entry.what === 'start' && entry.mark === evidence.mark) &&
      isChained(evidence.events, mark.events) &&
      isChained(evidence.ledger, mark.ledger),
  }
}

/** The bytes of a file, or nothing where it is larger than a submission may be, whatever its size is said to be. */
async function bounded(path: string): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
    size += part.length
    if (size > bounds.packed) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const isNewer = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  value.format === 'pglab-submission' &&
  'version' in value &&
  typeof value.version === 'number' &&
  value.version > 1

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
