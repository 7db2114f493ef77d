import { join } from 'node:path'
import type { Ran } from '../host/run.ts'
import { versionIn } from '../host/version.ts'
import type { Host } from './host.ts'

/** On Windows the installer of VirtualBox leaves the PATH alone and says in a variable where the program lies. */
export function vboxManage(host: Host, ...args: string[]): Promise<Ran | undefined> {
  const folder = host.platform === 'win32' ? (host.env.VBOX_MSI_INSTALL_PATH ?? host.env.VBOX_INSTALL_PATH) : undefined
  return host.run(folder ? join(folder, 'VBoxManage.exe') : 'VBoxManage', args)
}

/** Version of VirtualBox: the last line, because warnings of a missing kernel module come before it. */
export async function virtualBoxVersion(host: Host): Promise<string | undefined> {
  const last = (await vboxManage(host, '--version'))?.stdout.trim().split('\n').at(-1) ?? ''
  return versionIn(last)
}

export async function vagrantVersion(host: Host): Promise<string | undefined> {
  return versionIn((await host.run('vagrant', ['--version']))?.stdout ?? '')
}

/** Where VirtualBox puts the disks of machines. */
export async function machineFolder(host: Host): Promise<string> {
  const said = (await vboxManage(host, 'list', 'systemproperties'))?.stdout ?? ''
  return /^Default machine folder:\s+(.+?)\r?$/m.exec(said)?.[1] ?? join(host.home, 'VirtualBox VMs')
}

/** Runs a line of PowerShell and gives what it printed. */
export async function powerShell(host: Host, line: string): Promise<string> {
  const ran = await host.run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', line])
  return ran?.stdout.trim() ?? ''
}
