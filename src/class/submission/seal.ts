import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { home } from '../../instance/home.ts'
import type { Envelope } from './format.ts'

/** The key of this computer, drawn once. It lies where its student can read it: see docs/submissions.md. */
export function computerKey(): KeyObject {
  const file = join(home(), 'submission-key.pem')
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const drawn = generateKeyPairSync('ed25519').privateKey
    writeFileSync(file, drawn.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 })
  }
  return createPrivateKey(readFileSync(file, 'utf8'))
}

/** Signs a content. @param ticketKey the key of the student's ticket, hex */
export function seal(content: string, key: KeyObject, ticketKey: string | undefined): Envelope {
  const jwk = createPublicKey(key).export({ format: 'jwk' })
  return {
    format: 'pglab-submission',
    version: 1,
    content,
    key: Buffer.from(jwk.x ?? '', 'base64url').toString('hex'),
    signature: sign(null, Buffer.from(content), key).toString('hex'),
    seal: ticketKey === undefined ? null : sealOf(digestOf(content), ticketKey),
  }
}

export const digestOf = (content: string): string => createHash('sha256').update(content).digest('hex')

/** @param digest of the content, so that it is read once however many keys are tried */
export const sealOf = (digest: string, ticketKey: string): string =>
  createHmac('sha256', Buffer.from(ticketKey, 'hex')).update(`pglab submission\0${digest}`).digest('hex')

/** Whether the content is what was signed with the key that stands beside it. */
export function isSigned({ content, key, signature }: Envelope): boolean {
  try {
    const x = Buffer.from(key, 'hex').toString('base64url')
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(null, Buffer.from(content), publicKey, Buffer.from(signature, 'hex'))
  } catch {
    return false
  }
}
