import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Secrets, secretsFrom } from '../compile/secrets.ts'
import type { Instance } from './instance.ts'
import { seedOf } from './store.ts'

/** Where the copy of a lab keeps the seed of the lab it was copied from. */
export const passwordSeed = (instance: Instance): string => join(instance.folder, 'password-seed')

/**
 * The secrets of an instance. A copy has SSH keys of its own and the passwords of its pattern, whose databases it
 * has taken over with them.
 */
export function secretsOf(instance: Instance): Secrets {
  const own = secretsFrom(seedOf(instance))
  const file = passwordSeed(instance)
  if (!existsSync(file)) return own
  return { sshKey: own.sshKey, password: secretsFrom(readFileSync(file, 'utf8').trim()).password }
}
