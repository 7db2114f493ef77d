import { loadLab } from '../lab/load.ts'
import { defaultProvider, loadProvider } from '../providers/registry.ts'
import { providerBelow } from '../providers/vagrant/folder.ts'
import { loadKnown } from '../registry.ts'
import type { Subject } from './finding.ts'
import { thisHost } from './host.ts'

/** What is to be looked at: a lab on this computer, with the provider asked for or the one this computer would use. */
export async function subjectOf(lab: string, asked: string | undefined): Promise<Subject> {
  const provider = await loadProvider(asked ?? defaultProvider())
  return { host: thisHost, lab: loadLab(lab, await loadKnown()), provider: provider.name, below: providerBelow() }
}
