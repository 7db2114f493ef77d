import { join } from 'node:path'
import { readCluster } from '../../../provision/patroni/read-cluster.ts'
import type { ClusterReading } from '../../../src/cluster/reading.ts'
import type { Ran } from '../../../src/host/run.ts'
import { note, tell } from './log.ts'
import type { Room } from './room.ts'

/** ms. Seen: 14 minutes for four machines on two idle cores, and four times as long where others were at work. */
const limit = 7_200_000

/** s, for the health program on one machine; it ends as soon as nothing is missing. */
const healthLimit = 900

/** The machines of a lab, by the commands a student types in the folder of its Vagrantfile. */
export class Machines {
  readonly names: readonly string[]
  readonly #room: Room
  readonly #folder: string

  constructor(room: Room, folder: string, names: readonly string[]) {
    this.#room = room
    this.#folder = folder
    this.names = names
  }

  vagrant(...args: string[]): Promise<Ran> {
    tell(`$ vagrant ${args.join(' ')}`)
    return this.#room.run('vagrant', args, {
      cwd: this.#folder,
      limit,
      onLine: (line) => (line.startsWith('==> ') && !line.includes(':  -- ') ? tell(line) : note(line)),
      env: {
        ...process.env,
        VAGRANT_HOME: join(this.#room.folder, 'vagrant'),
        VAGRANT_DEFAULT_PROVIDER: 'libvirt',
        // There is no network to ask for a newer Vagrant.
        VAGRANT_CHECKPOINT_DISABLE: '1',
      },
    })
  }

  ssh(machine: string, command: string): Promise<Ran> {
    return this.vagrant('ssh', machine, '-c', command)
  }

  /** Names of those in a state, e.g. `running`. */
  async inState(state: string): Promise<string[]> {
    const { stdout } = await this.vagrant('status', '--machine-readable')
    const rows = stdout.split('\n').map((line) => line.split(','))
    return rows.flatMap(([, name, what, value]) => (what === 'state' && value === state && name ? [name] : []))
  }

  /** Waits on every machine until it is healthy; gives what those lack that are not. */
  async unhealthy(): Promise<string[]> {
    const found: string[] = []
    for (const name of this.names) {
      const { code, stdout } = await this.ssh(name, `sudo /usr/local/bin/pglab-health ${healthLimit}`)
      if (code !== 0) found.push(`${name}: ${stdout.trim().split('\n').at(-1)}`)
    }
    return found
  }

  /** What Patroni on a machine says of the cluster. */
  async cluster(machine: string): Promise<ClusterReading | undefined> {
    return readCluster((await this.ssh(machine, `curl -fsS http://${machine}:8008/cluster`)).stdout)
  }

  /** Machines, disks and networks that libvirt still has of the lab. The copy of the box stays for the next `up`. */
  async remains(): Promise<string[]> {
    const lists = ['list --all --name', 'net-list --all --name', 'vol-list default']
    const said = await Promise.all(lists.map((words) => this.#room.run('virsh', ['-q', ...words.split(' ')])))
    return said
      .flatMap(({ stdout }) => stdout.split('\n'))
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.includes('_vagrant_box_image_'))
  }
}
