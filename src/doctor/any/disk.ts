import { home } from '../../instance/home.ts'
import type { Examination, Subject } from '../finding.ts'
import { machineFolder } from '../tools.ts'

/** MB. The image and the disks of a lab in containers; measured, see docs/benchmarks.md. */
const containers = 2500

/** MB. A box with its unpacked disk, and what each machine writes on its linked clone: packages, logs, a database. */
const box = 4000
const machine = 2000

const disk: Examination = {
  concerns: () => true,
  async look(subject) {
    const { folder, need } = await place(subject)
    const free = Math.floor(subject.host.freeDisk(folder) / 1e6)
    return {
      id: 'disk',
      verdict: free < need ? 'broken' : free < need * 2 ? 'poor' : 'fine',
      found: {
        en: 'disk free in {folder}: {free} MB; the first lab takes about {need}',
        ru: 'свободно на диске в {folder}: {free} МБ; первая лаборатория занимает около {need}',
      },
      advice:
        subject.provider === 'nspawn'
          ? {
              en: 'A full disk stops every database at once. Make room, or keep the labs elsewhere: PGLAB_HOME=/somewhere ./pglab up',
              ru: 'На полном диске встанут сразу все базы. Освободите место или держите лаборатории в другой папке: PGLAB_HOME=/куда-то ./pglab up',
            }
          : {
              en: 'A full disk pauses every machine. Make room, or let VirtualBox keep its machines elsewhere: VBoxManage setproperty machinefolder FOLDER',
              ru: 'На полном диске встанут все машины. Освободите место или перенесите машины VirtualBox в другую папку: VBoxManage setproperty machinefolder ПАПКА',
            },
      params: { folder, free, need },
    }
  },
}

async function place({ host, lab, provider, below }: Subject): Promise<{ folder: string; need: number }> {
  if (provider === 'nspawn') return { folder: home(), need: containers }
  const folder = below === 'virtualbox' ? await machineFolder(host) : host.home
  return { folder, need: box + machine * lab.machines.length }
}

export default disk
