import disk from './any/disk.ts'
import instances from './any/instances.ts'
import memory from './any/memory.ts'
import ports from './any/ports.ts'
import system from './any/system.ts'
import cgroup from './containers/cgroup.ts'
import overlayfs from './containers/overlayfs.ts'
import programs from './containers/programs.ts'
import rights from './containers/rights.ts'
import type { Examination, Finding, Subject } from './finding.ts'
import appleSilicon from './vagrant/apple-silicon.ts'
import hostOnlyRange from './vagrant/host-only-range.ts'
import hyperV from './vagrant/hyper-v.ts'
import kvm from './vagrant/kvm.ts'
import otherProvider from './vagrant/other-provider.ts'
import plugin from './vagrant/plugin.ts'
import staleMachine from './vagrant/stale-machine.ts'
import vagrant from './vagrant/vagrant.ts'
import versions from './vagrant/versions.ts'
import virtualBox from './vagrant/virtualbox.ts'
import virtualization from './vagrant/virtualization.ts'

/** In the order in which they are told. A new examination is a file and a line here. */
const examinations: readonly Examination[] = [
  system,
  rights,
  programs,
  overlayfs,
  cgroup,
  vagrant,
  plugin,
  virtualBox,
  versions,
  otherProvider,
  virtualization,
  hyperV,
  kvm,
  appleSilicon,
  hostOnlyRange,
  memory,
  disk,
  ports,
  staleMachine,
  instances,
]

/** Looks at all that concerns this computer and this provider. */
export async function examine(subject: Subject): Promise<Finding[]> {
  const concerned = examinations.filter(({ concerns }) => concerns(subject))
  const findings = await Promise.all(concerned.map(({ look }) => look(subject)))
  return findings.filter((finding) => finding !== undefined)
}
