import { createHash } from 'node:crypto'
import type { Secrets } from '../../compile/secrets.ts'

/** What stands on a disk of the pattern, and what takes its place on a disk of the copy. */
export type Exchange = readonly (readonly [string, string])[]

/** Hands secrets on and notes which keys were asked for. */
export function noting(secrets: Secrets): { secrets: Secrets; keys: Set<string> } {
  const keys = new Set<string>()
  return {
    keys,
    secrets: {
      password: secrets.password,
      sshKey: (name) => {
        keys.add(name)
        return secrets.sshKey(name)
      },
    },
  }
}

/** Every SSH key of the pattern against the copy's own of the same name. */
export const keyExchange = (keys: readonly string[], pattern: Secrets, copy: Secrets): Exchange =>
  keys.flatMap((name) => {
    const [old, fresh] = [pattern.sshKey(name), copy.sshKey(name)]
    return [
      [old.publicKey, fresh.publicKey],
      [old.privateKey.trim(), fresh.privateKey.trim()],
    ] as const
  })

export const exchanged = (text: string, exchange: Exchange): string =>
  exchange.reduce((changed, [old, fresh]) => changed.replaceAll(old, fresh), text)

/** By which `up` knows that a machine has run its script; see lifecycle/provision.ts. */
export const digestOf = (script: string): string => createHash('sha256').update(script).digest('hex')
