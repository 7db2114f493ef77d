import { type Build, compile } from '../compile/compile.ts'
import { wrongUsage } from '../errors.ts'
import type { Instance } from '../instance/instance.ts'
import { secretsOf } from '../instance/secrets.ts'
import { findInstance } from '../instance/store.ts'
import type { Lab } from '../lab/lab.ts'
import { loadLab } from '../lab/load.ts'
import type { Provider } from '../providers/provider.ts'
import { loadProvider } from '../providers/registry.ts'
import { type Known, loadKnown } from '../registry.ts'
import { Sessions } from '../ssh/sessions.ts'
import { nearest } from '../words/nearest.ts'
import { language } from '../words/say.ts'

/** An instance that is there, with everything a command may need of it. */
export interface Opened {
  instance: Instance
  provider: Provider
  lab: Lab
  known: Known
}

export async function open(name: string | undefined): Promise<Opened> {
  const instance = findInstance(name)
  const known = await loadKnown()
  return { instance, known, lab: loadLab(instance.lab, known), provider: await loadProvider(instance.provider) }
}

export const buildOf = ({ instance, lab, known }: Pick<Opened, 'instance' | 'lab' | 'known'>): Build =>
  compile({ lab, known, os: instance.os, language: language(), secrets: secretsOf(instance) })

/** The machine that is meant, or a usage error with those there are. */
export function assertMachine(instance: Instance, name: string): void {
  const names = instance.machines.map((machine) => machine.name)
  if (names.includes(name)) return
  const close = nearest(name, names)
  throw wrongUsage(
    {
      en: 'The lab "{lab}" has no machine "{name}". {close, select, none {} other {Did you mean "{close}"? }}It has: {names}.',
      ru: 'В лаборатории «{lab}» нет машины «{name}». {close, select, none {} other {Может быть, «{close}»? }}Есть: {names}.',
    },
    { lab: instance.lab, name: name.slice(0, 60), close: close ?? 'none', names: names.join(', ') },
  )
}

/** Connections as root to the machines of an instance. */
export const sessionsTo = ({ instance, provider }: Pick<Opened, 'instance' | 'provider'>): Sessions =>
  new Sessions((machine) => provider.target(instance, machine, 'root'))
