import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Instance, Limits } from '../../instance/instance.ts'
import { processes } from './cgroup.ts'
import { cgroupRoot, instanceCgroup, scopeOf } from './places.ts'

/*
 * Limits of an instance are limits of its control group. Where the host has left memory, processors and processes
 * to version 1 (hybrid hosts), each of them has a tree of its own, and the machines join a group there too.
 * Sources: Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/ of Linux.
 */

const controllers = ['memory', 'cpu', 'pids'] as const
/** What of an instance is limited, by the kernel's name for it. */
export type Controller = (typeof controllers)[number]

/** µs in which the processors' share is counted; the kernel's own default. */
const period = 100_000

/** The files of a controller in both versions, and what is written into them. */
const settings = (
  controller: Controller,
  version: 1 | 2,
  { memory, cpus, processes: most }: Limits,
): [string, string][] => {
  switch (controller) {
    case 'memory':
      return [[version === 2 ? 'memory.max' : 'memory.limit_in_bytes', String(Math.floor(memory))]]
    case 'cpu':
      return version === 2
        ? [['cpu.max', `${Math.round(cpus * period)} ${period}`]]
        : [
            ['cpu.cfs_period_us', String(period)],
            ['cpu.cfs_quota_us', String(Math.round(cpus * period))],
          ]
    case 'pids':
      return [['pids.max', String(most)]]
  }
}

/** Where version 1 keeps a controller, if it does: in its own group of whoever calls, so that a limit of ours keeps theirs. */
function oldGroup(controller: Controller, instance: Instance, ofProcess: number | 'self' = 'self'): string | undefined {
  const mount = join('/sys/fs/cgroup', controller)
  if (!existsSync(join(mount, 'cgroup.procs'))) return undefined
  const place = new RegExp(`^\\d+:(?:[^:]*,)?${controller}(?:,[^:]*)?:(.*)$`, 'm').exec(groupsOf(ofProcess))?.[1]
  if (place === undefined) return undefined
  const mark = join('/pglab', scopeOf(instance))
  return join(mount, place.endsWith(mark) ? place : join(place, mark))
}

/**
 * Puts the limits of an instance into force. Gives the groups that a machine joins besides its own, and what this
 * host cannot limit.
 */
export function applyLimits(instance: Instance): { join: string[]; refused: Controller[] } {
  const { limits } = instance
  const outcome: { join: string[]; refused: Controller[] } = { join: [], refused: [] }
  if (limits === undefined) return outcome
  for (const controller of controllers) {
    const old = oldGroup(controller, instance)
    try {
      if (old === undefined) enableBelowRoot(controller)
      const group = old ?? instanceCgroup(instance)
      mkdirSync(group, { recursive: true })
      for (const [file, value] of settings(controller, old === undefined ? 2 : 1, limits))
        writeFileSync(join(group, file), value)
      if (controller === 'cpu') weigh(dirname(group), old === undefined ? 2 : 1)
      if (old !== undefined) outcome.join.push(old)
    } catch {
      outcome.refused.push(controller)
    }
  }
  return outcome
}

/**
 * Gives the group of all instances the weight of as many groups as are in it: with the weight of one, forty labs would
 * get together what any single process of the host gets.
 */
function weigh(group: string, version: 1 | 2): void {
  const inside = readdirSync(group, { withFileTypes: true }).filter((entry) => entry.isDirectory()).length
  if (version === 2) writeFileSync(join(group, 'cpu.weight'), String(Math.min(10_000, 100 * inside)))
  else writeFileSync(join(group, 'cpu.shares'), String(Math.min(262_144, 1024 * inside)))
}

/** In version 2 a group has a controller only if all groups above it hand it down. */
function enableBelowRoot(controller: Controller): void {
  for (const group of [cgroupRoot(), join(cgroupRoot(), 'pglab')]) {
    mkdirSync(group, { recursive: true })
    writeFileSync(join(group, 'cgroup.subtree_control'), `+${controller}`)
  }
}

/** Bytes that the machines of an instance hold and the kernel could not take back at once; undefined where nobody counts. */
export function memoryOf(instance: Instance): number | undefined {
  const [member] = processes(instanceCgroup(instance))
  if (member === undefined) return undefined
  const old = oldGroup('memory', instance, member)
  const group = old ?? instanceCgroup(instance)
  try {
    const used = Number(readFileSync(join(group, old ? 'memory.usage_in_bytes' : 'memory.current'), 'utf8'))
    const stat = readFileSync(join(group, 'memory.stat'), 'utf8')
    const cached = Number(new RegExp(`^${old ? 'total_' : ''}inactive_file (\\d+)$`, 'm').exec(stat)?.[1] ?? 0)
    return used - cached
  } catch {
    return undefined
  }
}

/** The groups of version 1 that an instance is in; asked before its processes end, removed after. */
export function oldGroupsOf(instance: Instance): string[] {
  const [member = 'self' as const] = processes(instanceCgroup(instance))
  return controllers.flatMap((controller) => oldGroup(controller, instance, member) ?? [])
}

export function removeOldGroups(groups: readonly string[]): void {
  for (const group of groups) {
    for (const folder of [group, dirname(group)]) {
      try {
        rmdirSync(folder)
      } catch {
        // Other instances are in it, or it was never made.
      }
    }
  }
}

function groupsOf(process: number | 'self'): string {
  try {
    return readFileSync(`/proc/${process}/cgroup`, 'utf8')
  } catch {
    return ''
  }
}
