import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { wrongUsage } from '../errors.ts'
import { ending, loadProgram, programRoot } from '../root.ts'
import type { Provider } from './provider.ts'

const folder = join(programRoot, 'src/providers')

/** A provider is a folder with provider.ts in it. */
export const providerNames = (): string[] =>
  readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, `provider${ending}`)))
    .sort()

/** Containers need Linux; elsewhere there are virtual machines. */
export const defaultProvider = (): string => (process.platform === 'linux' ? 'nspawn' : 'vagrant')

export async function loadProvider(name: string): Promise<Provider> {
  const known = providerNames()
  if (known.includes(name)) return (await loadProgram(`src/providers/${name}/provider`)) as Provider
  throw wrongUsage(
    { en: 'There is no provider "{name}". Known: {known}.', ru: 'Провайдера «{name}» нет. Есть: {known}.' },
    { name: name.slice(0, 60), known: known.join(', ') },
  )
}
