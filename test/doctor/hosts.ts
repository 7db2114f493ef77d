import { examine } from '../../src/doctor/examine.ts'
import type { Finding, Subject } from '../../src/doctor/finding.ts'
import type { Host } from '../../src/doctor/host.ts'
import { loadLab } from '../../src/lab/load.ts'
import { loadKnown } from '../../src/registry.ts'

const gibibyte = 1024 ** 3
const lab = loadLab('patroni', await loadKnown())

/** What a computer answers: programs by their command line, files by their path. */
export interface Recorded extends Partial<Omit<Host, 'run' | 'read' | 'exists'>> {
  programs?: Readonly<Record<string, string>>
  files?: Readonly<Record<string, string>>
}

/** A computer with room enough that has nothing but what was recorded. */
export function host({ programs = {}, files = {}, ...rest }: Recorded): Host {
  return {
    platform: 'linux',
    arch: 'x64',
    release: '6.1.0-18-amd64',
    env: {},
    home: '/home/student',
    isRoot: false,
    run: async (program, args) => {
      const stdout = programs[[program, ...args].join(' ')]
      return stdout === undefined ? undefined : { code: 0, stdout, stderr: '' }
    },
    missing: () => [],
    read: (path) => files[path],
    exists: (path) => Object.hasOwn(files, path),
    freeMemory: () => 8 * gibibyte,
    totalMemory: () => 16 * gibibyte,
    freeDisk: () => 100e9,
    isPortFree: async () => true,
    ...rest,
  }
}

export const subject = (recorded: Recorded, rest: Partial<Subject> = {}): Subject => ({
  host: host(recorded),
  lab,
  provider: 'vagrant',
  below: 'virtualbox',
  ...rest,
})

/** The findings of an examination by their id. */
export async function findings(of: Subject): Promise<Record<string, Finding>> {
  return Object.fromEntries((await examine(of)).map((finding) => [finding.id, finding]))
}
