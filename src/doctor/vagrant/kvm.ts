import { type Examination, type Finding, onVirtualBox } from '../finding.ts'
import { virtualBoxVersion } from '../tools.ts'

/** Present since Linux 6.12, where KVM takes the processor as soon as its module is loaded. */
const parameter = '/sys/module/kvm/parameters/enable_virt_at_load'

const kvm: Examination = {
  concerns: (subject) => onVirtualBox(subject) && subject.host.platform === 'linux',
  async look({ host }) {
    const held = host.read(parameter)?.trim() === 'Y' && (await virtualBoxVersion(host))
    return held ? holding : undefined
  },
}

const holding: Finding = {
  id: 'kvm',
  verdict: 'poor',
  found: { en: 'KVM holds the processor', ru: 'процессор занят KVM' },
  advice: {
    en: 'Older VirtualBox then fails with VERR_VMX_IN_VMX_ROOT_MODE. Until the next boot: sudo modprobe -r kvm_intel kvm_amd kvm; for good: boot with kvm.enable_virt_at_load=0',
    ru: 'Старый VirtualBox тогда падает с ошибкой VERR_VMX_IN_VMX_ROOT_MODE. До перезагрузки: sudo modprobe -r kvm_intel kvm_amd kvm; насовсем: загружайте ядро с kvm.enable_virt_at_load=0',
  },
  params: {},
}

export default kvm
