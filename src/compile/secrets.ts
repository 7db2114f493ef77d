import { createHash, createHmac, createPrivateKey, createPublicKey } from 'node:crypto'

/** An SSH key pair in the formats OpenSSH reads. */
export interface SshKey {
  privateKey: string
  /** `ssh-ed25519 AAAA… comment` */
  publicKey: string
}

/**
 * The secrets of one instance. All grow out of one random seed by name, so the seed is all that is kept,
 * a role needs no list of its secrets, and the same seed gives the same scripts.
 */
export interface Secrets {
  /** 24 letters and digits: about 142 bits, and safe in every shell, YAML, INI and URL. */
  password(name: string): string
  sshKey(name: string): SshKey
}

/** @param seed at least 32 hex digits */
export function secretsFrom(seed: string): Secrets {
  const derive = (name: string, length: number): Buffer => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, block) =>
      createHmac('sha256', Buffer.from(seed, 'hex')).update(`${name}\0${block}`).digest(),
    )
    return Buffer.concat(blocks).subarray(0, length)
  }
  return {
    password: (name) => letters(derive(`password/${name}`, 64), 24),
    sshKey: (name) => ed25519(derive(`ssh/${name}`, 32), name),
  }
}

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'

/** Bytes past the last full alphabet are passed over, or the first letters would come up more often. */
function letters(bytes: Buffer, count: number): string {
  const fair = 256 - (256 % alphabet.length)
  return [...bytes]
    .filter((byte) => byte < fair)
    .slice(0, count)
    .map((byte) => alphabet[byte % alphabet.length])
    .join('')
}

/** Node reads and writes PKCS #8; this is the fixed head of an Ed25519 key in it (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** OpenSSH's own private key format: PROTOCOL.key in its sources. */
function ed25519(seed: Buffer, comment: string): SshKey {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
  const point = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  const publicBlob = Buffer.concat([field('ssh-ed25519'), field(point)])
  const check = createHash('sha256').update(seed).digest().subarray(0, 4)
  const secret = Buffer.concat([check, check, publicBlob, field(Buffer.concat([seed, point])), field(comment)])
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1))
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    number(1),
    field(publicBlob),
    field(Buffer.concat([secret, padding])),
  ])
  const lines = file.toString('base64').match(/.{1,70}/g) ?? []
  return {
    privateKey: `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`,
    publicKey: `ssh-ed25519 ${publicBlob.toString('base64')} ${comment}`,
  }
}

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const field = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value)
  return Buffer.concat([number(bytes.length), bytes])
}
