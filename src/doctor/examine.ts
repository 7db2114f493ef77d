import { existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs'
import { freemem } from 'node:os'
import { missingPrograms } from '../host/programs.ts'
import { run } from '../host/run.ts'
import { home } from '../instance/home.ts'
import { instanceNames } from '../instance/store.ts'
import { programs } from '../providers/nspawn/programs.ts'
import type { Examination, Finding } from './finding.ts'

/** Looks at everything the labs need of this computer. A new examination is a new line in the list. */
export const examine = async (): Promise<Finding[]> => {
  const findings: Finding[] = []
  for (const examination of examinations) findings.push(await examination())
  return findings
}

const system: Examination = () => ({
  id: 'system',
  verdict: process.platform === 'linux' ? 'fine' : 'poor',
  found: { en: 'system: {platform}', ru: 'система: {platform}' },
  advice: {
    en: 'Containers need Linux. Here labs run as virtual machines: ./pglab up --provider vagrant',
    ru: 'Контейнерам нужен Linux. Здесь лаборатории работают на виртуальных машинах: ./pglab up --provider vagrant',
  },
  params: { platform: process.platform },
})

const root: Examination = () => ({
  id: 'root',
  verdict: process.getuid?.() === 0 || missingPrograms(['sudo']).length === 0 ? 'fine' : 'broken',
  found: { en: 'rights: {who}', ru: 'права: {who}' },
  advice: {
    en: 'Containers need root and there is no sudo. Run pglab as root.',
    ru: 'Контейнерам нужны права root, а sudo нет. Запускайте pglab от имени root.',
  },
  params: { who: process.getuid?.() === 0 ? 'root' : 'sudo' },
})

const tools: Examination = () => {
  const missing = missingPrograms([...Object.keys(programs), 'socat', 'ssh'])
  return {
    id: 'programs',
    verdict: missing.length === 0 ? 'fine' : 'broken',
    found: {
      en: 'programs: {n, plural, =0 {all there} other {missing {missing}}}',
      ru: 'программы: {n, plural, =0 {все на месте} other {не хватает {missing}}}',
    },
    advice: {
      en: 'The first ./pglab up installs them; by hand: apt-get install {packages}',
      ru: 'Их установит первый ./pglab up; вручную: apt-get install {packages}',
    },
    params: {
      n: missing.length,
      missing: missing.join(', '),
      packages: [
        ...new Set(
          missing.map((name) => programs[name as keyof typeof programs] ?? (name === 'ssh' ? 'openssh-client' : name)),
        ),
      ].join(' '),
    },
  }
}

const overlay: Examination = async () => {
  // The module may be there and not loaded yet; mounting loads it.
  const there =
    readFileSync('/proc/filesystems', 'utf8').includes('overlay') ||
    (await run('modprobe', ['-n', 'overlay']).catch(() => ({ code: 1 }))).code === 0
  return {
    id: 'overlayfs',
    verdict: there ? 'fine' : 'broken',
    found: {
      en: 'overlayfs in the kernel: {there, select, yes {yes} other {no}}',
      ru: 'overlayfs в ядре: {there, select, yes {есть} other {нет}}',
    },
    advice: {
      en: 'The kernel has no overlayfs. Use another kernel, or --provider vagrant.',
      ru: 'В ядре нет overlayfs. Возьмите другое ядро или --provider vagrant.',
    },
    params: { there: there ? 'yes' : 'no' },
  }
}

const cgroup: Examination = () => {
  const there = ['/sys/fs/cgroup/cgroup.controllers', '/sys/fs/cgroup/unified/cgroup.controllers'].some((path) =>
    existsSync(path),
  )
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
}

/** MiB a lab of four machines takes, and MB its image and disks take; measured, see docs/benchmarks.md. */
const needs = { memory: 400, disk: 2500 }

const memory: Examination = () => {
  const available = /^MemAvailable:\s+(\d+)/m.exec(
    existsSync('/proc/meminfo') ? readFileSync('/proc/meminfo', 'utf8') : '',
  )?.[1]
  const free = Math.floor((available ? Number(available) * 1024 : freemem()) / 1048576)
  return {
    id: 'memory',
    verdict: free < needs.memory ? 'broken' : free < needs.memory * 2 ? 'poor' : 'fine',
    found: {
      en: 'memory available: {free} MiB; a lab takes about {need}',
      ru: 'доступно памяти: {free} МиБ; лаборатория занимает около {need}',
    },
    advice: {
      en: 'Close other programs, or halt a lab you do not use: ./pglab halt',
      ru: 'Закройте другие программы или остановите ненужную лабораторию: ./pglab halt',
    },
    params: { free, need: needs.memory },
  }
}

const disk: Examination = () => {
  mkdirSync(home(), { recursive: true })
  const { bavail, bsize } = statfsSync(home())
  const free = Math.floor((bavail * bsize) / 1e6)
  return {
    id: 'disk',
    verdict: free < needs.disk ? 'broken' : free < needs.disk * 2 ? 'poor' : 'fine',
    found: {
      en: 'disk free in {folder}: {free} MB; image and first lab take about {need}',
      ru: 'свободно на диске в {folder}: {free} МБ; образ и первая лаборатория занимают около {need}',
    },
    advice: {
      en: 'Make room, or keep the labs elsewhere: PGLAB_HOME=/somewhere ./pglab up',
      ru: 'Освободите место или держите лаборатории в другой папке: PGLAB_HOME=/куда-то ./pglab up',
    },
    params: { folder: home(), free, need: needs.disk },
  }
}

const instances: Examination = () => ({
  id: 'instances',
  verdict: 'fine',
  found: {
    en: 'labs on this computer: {n, plural, =0 {none yet} other {{names}}}',
    ru: 'лаборатории на этом компьютере: {n, plural, =0 {пока нет} other {{names}}}',
  },
  params: { n: instanceNames().length, names: instanceNames().join(', ') },
})

const examinations: readonly Examination[] = [
  system,
  root,
  tools,
  ...(process.platform === 'linux' ? [overlay, cgroup] : []),
  memory,
  disk,
  instances,
]
