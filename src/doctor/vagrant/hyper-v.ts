import { type Examination, onVirtualBox } from '../finding.ts'
import { powerShell } from '../tools.ts'

const hyperV: Examination = {
  concerns: (subject) => onVirtualBox(subject) && subject.host.platform === 'win32',
  async look({ host }) {
    const said = await powerShell(host, '(Get-CimInstance Win32_ComputerSystem).HypervisorPresent')
    if (said === '') return undefined
    const runs = said === 'True'
    return {
      id: 'hyper-v',
      verdict: runs ? 'poor' : 'fine',
      found: {
        en: 'Hyper-V: {runs, select, yes {runs} other {off}}',
        ru: 'Hyper-V: {runs, select, yes {работает} other {выключен}}',
      },
      advice: {
        en: 'VirtualBox then works on top of Hyper-V (WSL 2, Docker Desktop and memory integrity turn it on): machines are slow, and some do not start. In a terminal of the administrator: bcdedit /set hypervisorlaunchtype off, then restart Windows; back again: bcdedit /set hypervisorlaunchtype auto',
        ru: 'Тогда VirtualBox работает поверх Hyper-V (его включают WSL 2, Docker Desktop и «целостность памяти»): машины медленные, а некоторые не запускаются. В терминале администратора: bcdedit /set hypervisorlaunchtype off, затем перезагрузите Windows; вернуть: bcdedit /set hypervisorlaunchtype auto',
      },
      params: { runs: runs ? 'yes' : 'no' },
    }
  },
}

export default hyperV
