import { type Examination, onVagrant } from '../finding.ts'
import type { Host } from '../host.ts'
import { powerShell } from '../tools.ts'

const virtualization: Examination = {
  concerns: (subject) => onVagrant(subject) && subject.host.arch === 'x64',
  async look({ host }) {
    const there = await isOn(host)
    if (there === undefined) return undefined
    return {
      id: 'virtualization',
      verdict: there ? 'fine' : 'broken',
      found: {
        en: 'VT-x or AMD-V of the processor: {there, select, yes {on} other {off}}',
        ru: 'VT-x или AMD-V процессора: {there, select, yes {включено} other {выключено}}',
      },
      advice: {
        en: 'Without it no 64-bit machine starts. Turn on "Intel Virtualization Technology" or "SVM Mode" in the settings of the firmware (BIOS, UEFI): {platform, select, win32 {shutdown /r /fw /t 0} linux {systemctl reboot --firmware-setup} other {restart the computer}}',
        ru: 'Без этого не запустится ни одна 64-разрядная машина. Включите «Intel Virtualization Technology» или «SVM Mode» в настройках BIOS/UEFI: {platform, select, win32 {shutdown /r /fw /t 0} linux {systemctl reboot --firmware-setup} other {перезагрузите компьютер}}',
      },
      params: { there: there ? 'yes' : 'no', platform: host.platform },
    }
  },
}

/** Nothing where the host does not say. */
async function isOn(host: Host): Promise<boolean | undefined> {
  if (host.platform === 'linux') {
    const flags = /^flags\s*:(.*)$/m.exec(host.read('/proc/cpuinfo') ?? '')?.[1]
    return flags === undefined ? undefined : /\b(vmx|svm)\b/.test(flags)
  }
  if (host.platform === 'darwin') {
    const said = (await host.run('sysctl', ['-n', 'kern.hv_support']))?.stdout.trim()
    return said ? said === '1' : undefined
  }
  // Where a hypervisor runs already, Windows says False of a processor that is on.
  const [hypervisor, firmware] = (
    await powerShell(
      host,
      '(Get-CimInstance Win32_ComputerSystem).HypervisorPresent; (Get-CimInstance Win32_Processor | Select-Object -First 1).VirtualizationFirmwareEnabled',
    )
  ).split(/\r?\n/)
  return firmware ? hypervisor === 'True' || firmware === 'True' : undefined
}

export default virtualization
