import { existsSync } from 'node:fs'
import type { Instance } from '../instance/instance.ts'
import { assertInstanceName, findInstance, instanceFolder, readInstance } from '../instance/store.ts'
import type { Provider } from '../providers/provider.ts'
import { defaultProvider, loadProvider, providerNames } from '../providers/registry.ts'

/** The instance to remove. One whose record is damaged or was never finished can still be removed by its name. */
export async function toDestroy(name: string | undefined): Promise<{ instance: Instance; provider: Provider }> {
  const instance =
    name === undefined ? findInstance(name) : (readable(name) ?? (await remains(name)) ?? findInstance(name))
  return { instance, provider: await loadProvider(instance.provider) }
}

function readable(name: string): Instance | undefined {
  assertInstanceName(name)
  try {
    return readInstance(name)
  } catch {
    return undefined
  }
}

/** What is left of an instance that has a folder and no readable record. */
async function remains(name: string): Promise<Instance | undefined> {
  const folder = instanceFolder(name)
  if (!existsSync(folder)) return undefined
  const providers = await Promise.all(providerNames().map(loadProvider))
  const provider = providers.find((candidate) => candidate.recognises(folder))?.name ?? defaultProvider()
  return { name, folder, lab: '', provider, os: '', created: 0, network: { prefix: 24 }, machines: [] }
}
