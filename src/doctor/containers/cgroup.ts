import { type Examination, onContainers } from '../finding.ts'

const cgroup: Examination = {
  concerns: onContainers,
  look({ host }) {
    const there = ['/sys/fs/cgroup/cgroup.controllers', '/sys/fs/cgroup/unified/cgroup.controllers'].some(host.exists)
    return {
      id: 'cgroup',
      verdict: there ? 'fine' : 'broken',
      found: {
        en: 'control groups version 2: {there, select, yes {yes} other {no}}',
        ru: 'контрольные группы версии 2: {there, select, yes {есть} other {нет}}',
      },
      advice: {
        en: 'Machines are frozen and killed through control groups of version 2. Boot with systemd.unified_cgroup_hierarchy=1.',
        ru: 'Машины замораживаются и останавливаются через контрольные группы версии 2. Загрузите систему с systemd.unified_cgroup_hierarchy=1.',
      },
      params: { there: there ? 'yes' : 'no' },
    }
  },
}

export default cgroup
