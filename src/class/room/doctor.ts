import { availableMemory } from '../../doctor/any/memory.ts'
import type { Finding } from '../../doctor/finding.ts'
import type { Host } from '../../doctor/host.ts'
import { fits, oneLab } from './capacity.ts'
import { entryPrograms } from './entry/entry.ts'
import { tooLow } from './kernel.ts'

export interface ClassSubject {
  host: Host
  /** How many labs are wanted. */
  labs: number
  /** How many of them hold their memory and disk already. */
  running: number
  cpus: number
  /** Folder in which labs are kept. */
  home: string
}

const mebibyte = 1024 * 1024

/** What a class of this size finds on this server: how many labs fit by each resource, and what else stands in the way. */
export async function examineRoom(subject: ClassSubject): Promise<Finding[]> {
  const { host, cpus, home, running } = subject
  const free = await availableMemory(host)
  const disk = host.freeDisk(home)
  const fit = fits({ cpus, memory: free, disk }, running)
  return [
    resource('room-memory', memoryText, fit.memory, subject, { free: mebibytes(free), one: mebibytes(oneLab.memory) }),
    resource('room-cpu', cpuText, fit.cpus, subject, { cpus, one: oneLab.cpus * 100 }),
    resource('room-disk', diskText, fit.disk, subject, { free: Math.floor(disk / 1e9), one: oneLab.disk / 1e6 }),
    kernel(subject),
    limits(subject),
    users(subject),
    entry(subject),
  ]
}

/** How many labs fit altogether. */
export const labsThatFit = (findings: readonly Finding[]): number =>
  Math.min(...findings.flatMap(({ params }) => (typeof params.fit === 'number' ? [params.fit] : [])))

const resource = (
  id: string,
  found: Finding['found'],
  fit: number,
  { labs }: ClassSubject,
  params: Finding['params'],
): Finding => ({
  id,
  // Too few processors make labs slow; too little memory or disk ends them.
  verdict: fit >= labs ? 'fine' : fit >= labs / 2 || id === 'room-cpu' ? 'poor' : 'broken',
  found,
  advice: {
    en: 'Wanted are {labs}. Bring up a part of the class, or take a larger server.',
    ru: 'Нужно {labs}. Поднимите часть группы или возьмите сервер побольше.',
  },
  params: { ...params, fit, labs },
})

const memoryText = {
  en: 'memory: {free} MiB available, a lab takes {one}: room for {fit}',
  ru: 'память: доступно {free} МиБ, лаборатория занимает {one}: хватит на {fit}',
}
const cpuText = {
  en: 'processors: {cpus}, an idle lab takes {one} % of one: room for {fit}',
  ru: 'процессоры: {cpus}, лаборатория в покое занимает {one} % одного: хватит на {fit}',
}
const diskText = {
  en: 'disk: {free} GB free, a lab takes up to {one} MB: room for {fit}',
  ru: 'диск: свободно {free} ГБ, лаборатория занимает до {one} МБ: хватит на {fit}',
}

function kernel({ host, labs }: ClassSubject): Finding {
  const low = tooLow(labs, host.read)
  return {
    id: 'room-kernel',
    verdict: low.length === 0 ? 'fine' : host.isRoot ? 'fine' : 'poor',
    found: {
      en: 'kernel settings for {labs} labs: {n, plural, =0 {high enough} other {too low: {low}; class up raises them until the next boot}}',
      ru: 'настройки ядра для {labs} лабораторий: {n, plural, =0 {достаточны} other {малы: {low}; class up поднимет их до перезагрузки}}',
    },
    advice: {
      en: 'Raise them yourself: sudo sysctl {commands}',
      ru: 'Поднимите их сами: sudo sysctl {commands}',
    },
    params: {
      labs,
      n: low.length,
      low: low.map(({ name, is }) => `${name} (${is})`).join(', '),
      commands: low.map(({ name, need }) => `${name}=${need}`).join(' '),
    },
  }
}

/** Version 2 of control groups, or the trees of version 1 that hybrid hosts still have. */
function limits({ host }: ClassSubject): Finding {
  const newOnes = (
    host.read('/sys/fs/cgroup/cgroup.controllers') ??
    host.read('/sys/fs/cgroup/unified/cgroup.controllers') ??
    ''
  ).split(/\s+/)
  const missing = ['memory', 'cpu', 'pids'].filter(
    (controller) => !newOnes.includes(controller) && !host.exists(`/sys/fs/cgroup/${controller}/cgroup.procs`),
  )
  return {
    id: 'room-limits',
    verdict: missing.length === 0 ? 'fine' : 'poor',
    found: {
      en: 'limits for each student: {n, plural, =0 {memory, processors and processes} other {none of {missing}}}',
      ru: 'ограничения для студента: {n, plural, =0 {память, процессоры и процессы} other {недоступно: {missing}}}',
    },
    advice: {
      en: 'One student can take from all others. Boot with cgroup_enable=memory and control groups of version 2.',
      ru: 'Один студент может отобрать ресурсы у остальных. Загрузите систему с cgroup_enable=memory и контрольными группами версии 2.',
    },
    params: { n: missing.length, missing: missing.join(', ') },
  }
}

/** Without user namespaces root of a machine would be root of the server. */
function users({ host }: ClassSubject): Finding {
  const most = Number(host.read('/proc/sys/user/max_user_namespaces') ?? 0)
  return {
    id: 'room-users',
    verdict: most > 0 ? 'fine' : 'broken',
    found: {
      en: 'user namespaces, so that root of a lab is nobody on the server: {there, select, yes {yes} other {no}}',
      ru: 'пространства имён пользователей (root лаборатории на сервере никто): {there, select, yes {есть} other {нет}}',
    },
    advice: {
      en: 'Turn them on: sudo sysctl user.max_user_namespaces=65536',
      ru: 'Включите их: sudo sysctl user.max_user_namespaces=65536',
    },
    params: { there: most > 0 ? 'yes' : 'no' },
  }
}

function entry({ host }: ClassSubject): Finding {
  const missing = host.missing(Object.keys(entryPrograms))
  return {
    id: 'room-entry',
    verdict: missing.length === 0 ? 'fine' : 'broken',
    found: {
      en: 'programs for the entry of students: {n, plural, =0 {all there} other {missing {missing}}}',
      ru: 'программы для входа студентов: {n, plural, =0 {все на месте} other {не хватает {missing}}}',
    },
    advice: {
      en: 'Install them: apt-get install {packages}',
      ru: 'Установите их: apt-get install {packages}',
    },
    params: {
      n: missing.length,
      missing: missing.join(', '),
      packages: [...new Set(missing.map((name) => entryPrograms[name as keyof typeof entryPrograms]))].join(' '),
    },
  }
}

const mebibytes = (bytes: number): number => Math.floor(bytes / mebibyte)
