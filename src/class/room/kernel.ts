import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { oneLab } from './capacity.ts'

/** A limit of the kernel that all machines of the host share. */
export interface KernelSetting {
  /** As sysctl names it. */
  name: string
  /** What so many labs need. */
  need(labs: number): number
}

const perMachine = (count: number, spare: number) => (labs: number) => labs * oneLab.machines * count + spare

/**
 * Counted on machines of the Patroni lab, with room to spare. Sources: proc(5), inotify(7), pty(7), arp(7) and
 * Documentation/networking/ip-sysctl.rst of Linux.
 */
export const kernelSettings: readonly KernelSetting[] = [
  { name: 'fs.inotify.max_user_instances', need: perMachine(12, 128) },
  { name: 'fs.inotify.max_user_watches', need: perMachine(300, 8192) },
  { name: 'user.max_inotify_instances', need: perMachine(12, 128) },
  { name: 'kernel.pid_max', need: perMachine(120, 8192) },
  { name: 'kernel.threads-max', need: perMachine(120, 8192) },
  // A student who works has a terminal on the server, one on ns and one behind it.
  { name: 'kernel.pty.max', need: perMachine(6, 256) },
  { name: 'user.max_user_namespaces', need: perMachine(40, 256) },
  { name: 'user.max_net_namespaces', need: perMachine(10, 256) },
  { name: 'user.max_mnt_namespaces', need: perMachine(80, 256) },
  // Neighbours of all network namespaces lie in one table; above the third number packets are lost.
  { name: 'net.ipv4.neigh.default.gc_thresh2', need: perMachine(12, 256) },
  { name: 'net.ipv4.neigh.default.gc_thresh3', need: perMachine(24, 512) },
  { name: 'fs.file-max', need: perMachine(6000, 65_536) },
]

const fileOf = (name: string, root: string): string => join(root, name.replaceAll('.', '/'))

/** Raises what is too low for so many labs until the host boots again, and never lowers anything. Gives what stays too low. */
export function raiseKernelSettings(labs: number, root = '/proc/sys'): string[] {
  return kernelSettings.flatMap(({ name, need }) => {
    try {
      const file = fileOf(name, root)
      if (Number(readFileSync(file, 'utf8')) < need(labs)) writeFileSync(file, String(need(labs)))
      return []
    } catch {
      return [name]
    }
  })
}

/** Settings that are too low for so many labs. `read` gives the text of a file, or nothing. */
export const tooLow = (
  labs: number,
  read: (path: string) => string | undefined,
): { name: string; is: number; need: number }[] =>
  kernelSettings.flatMap(({ name, need }) => {
    const text = read(fileOf(name, '/proc/sys'))
    if (text === undefined || text.trim() === '') return []
    const is = Number(text)
    return is < need(labs) ? [{ name, is, need: need(labs) }] : []
  })
