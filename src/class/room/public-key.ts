/** Kinds of keys that OpenSSH takes for people; certificates and DSA are not among them. */
const kinds = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
]

/** Longer than any RSA key that OpenSSH takes (16384 bits). */
const longest = 6000

/**
 * A public key out of a roster as `kind base64`, or undefined. Whatever stands around it is left away: options in front
 * of a key would be commands to our server, and a comment is of no use to it.
 */
export function publicKey(text: string): string | undefined {
  const line = text.trim()
  if (line.length > longest || /[\r\n\0]/.test(line)) return undefined
  const [kind = '', blob = ''] = line.split(/[ \t]+/)
  if (!kinds.includes(kind) || !/^[A-Za-z0-9+/]{40,}={0,2}$/.test(blob)) return undefined
  const bytes = Buffer.from(blob, 'base64')
  // The blob names its kind once more: length, then text (RFC 4253, 6.6).
  const named = bytes.length > 4 ? bytes.subarray(4, 4 + bytes.readUInt32BE(0)).toString('latin1') : ''
  return named === kind ? `${kind} ${bytes.toString('base64')}` : undefined
}
