import type { Recorded } from './hosts.ts'

/*
 * Computers as their own programs describe them: what these programs print was taken from their documentation and
 * from reports in the trackers of Vagrant and VirtualBox.
 */

const plugins = 'vagrant plugin list'
const noPlugins = 'No plugins installed.\n'

/** flags of a processor, shortened; a computer whose firmware turned VT-x off lacks vmx. */
const cpuinfo = (flags: string): string =>
  `processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz\nflags\t\t: fpu vme de pse tsc msr ${flags} smx est tm2\n`

const meminfo = 'MemTotal:       16303384 kB\nMemFree:          812340 kB\nMemAvailable:    9120444 kB\n'

export const linux: Recorded = {
  programs: {
    'vagrant --version': 'Vagrant 2.4.9\n',
    [plugins]: noPlugins,
    'VBoxManage --version': '7.1.4r165100\n',
    'VBoxManage list systemproperties':
      'API version:                     7_1\nDefault machine folder:          /home/student/VirtualBox VMs\n',
    'VBoxManage list vms': '"Windows 11" {5a1c7e0e-8f2b-4a8e-9a53-6b5f1e0c2d3f}\n',
  },
  files: { '/proc/cpuinfo': cpuinfo('vmx'), '/proc/meminfo': meminfo },
}

/** A laptop with WSL 2: the hypervisor of Windows runs, and the firmware's answer is hidden behind it. */
export const windowsWithHyperV: Recorded = {
  platform: 'win32',
  env: { VBOX_MSI_INSTALL_PATH: 'C:\\Program Files\\Oracle\\VirtualBox' },
  home: 'C:\\Users\\Мария',
  programs: {
    'vagrant --version': 'Vagrant 2.4.9\r\n',
    [plugins]: noPlugins,
    'C:\\Program Files\\Oracle\\VirtualBox/VBoxManage.exe --version': '7.2.2r170484\r\n',
    'C:\\Program Files\\Oracle\\VirtualBox/VBoxManage.exe list systemproperties':
      'Default machine folder:          D:\\Виртуальные машины\r\n',
    'C:\\Program Files\\Oracle\\VirtualBox/VBoxManage.exe list vms': '',
    'powershell.exe -NoProfile -NonInteractive -Command (Get-CimInstance Win32_ComputerSystem).HypervisorPresent':
      'True\r\n',
    'powershell.exe -NoProfile -NonInteractive -Command (Get-CimInstance Win32_ComputerSystem).HypervisorPresent; (Get-CimInstance Win32_Processor | Select-Object -First 1).VirtualizationFirmwareEnabled':
      'True\r\nFalse\r\n',
  },
}

/** Pages of 16 KiB; 65536 inactive ones are the 1 GiB that are to be had besides the free ones. */
const vmStat = `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                               65536.
Pages active:                            270544.
Pages inactive:                           65536.
Pages speculative:                         1024.
Pages wired down:                         98741.
Pages purgeable:                              0.
"Translation faults":                 341234123.
`

export const mac: Recorded = {
  platform: 'darwin',
  arch: 'arm64',
  programs: {
    'vagrant --version': 'Vagrant 2.4.9\n',
    [plugins]: noPlugins,
    'VBoxManage --version': '7.2.4r170995\n',
    'VBoxManage list systemproperties': 'Default machine folder:          /Users/student/VirtualBox VMs\n',
    'VBoxManage list vms': '',
    'sysctl -n kern.hv_support': '1\n',
    'sysctl -n hw.optional.arm64': '1\n',
    vm_stat: vmStat,
  },
}

/** What another computer of the same kind answers differently. */
export const but = (recorded: Recorded, different: Recorded): Recorded => ({
  ...recorded,
  ...different,
  programs: { ...recorded.programs, ...different.programs },
  files: { ...recorded.files, ...different.files },
})

export const withoutVirtualization = cpuinfo('')
