import type { z } from 'zod'
import type { ClusterReading } from '../cluster/reading.ts'
import type { Lab, Machine, Settings } from '../lab/lab.ts'
import type { Params, Text } from '../words/say.ts'
import type { Secrets } from './secrets.ts'
import type { Family, System } from './system.ts'

/** Everything a role may look at while its part of one machine's script is written. */
export interface Place {
  lab: Lab
  machine: Machine
  system: System
  secrets: Secrets
  /** The machines of the lab that have a role or something that roles provide, in the order of the lab file. */
  having(role: string): Machine[]
}

/** Something that must be true on a machine before the lab may be called healthy. */
export interface Probe {
  /** Short name, unique in the role. */
  id: string
  /** What is true once the probe succeeds, e.g. "etcd has a quorum". */
  text: Text
  /** The systemd unit whose last log lines explain a failure. */
  unit: (place: Place) => string
  /**
   * Shell lines, a nunjucks template; exit code 0 means healthy, and what they print last is shown as found.
   * They run as root on the machine, each with a limit of a few seconds.
   */
  run: string
}

/** How a role reads the state of the running cluster from one of its machines. */
export interface StatusSource {
  /** Shell lines, a nunjucks template. */
  run: string
  /** Turns what was printed into a part of the picture; the text is hostile data. Nothing where it makes no sense. */
  read(printed: string, lab: Lab): ClusterReading | undefined
}

/** A role: one folder in provision/ with this object in role.ts and the shell section in section.sh.njk. */
export interface Role {
  /** What the role makes of a machine, for the lists of known roles. */
  summary: Text
  /**
   * What a machine is by this role, by a name that other roles can provide as well, so that whoever needs it need not
   * know by whom: `server` (a PostgreSQL server runs there), `member` (the server takes part in replication; the first
   * such machine of the lab file is where the cluster is born), `routing` (port 8008 answers GET /primary and
   * GET /replica with 200 or 503).
   */
  provides?: readonly string[]
  /** Roles, or things they provide, that must stand on some machine of the lab, or this one cannot work. */
  needs?: readonly string[]
  /** The keys that lab files may set for this role, without defaults. */
  settings?: z.ZodObject
  /** What holds where no level of a lab file says otherwise. */
  defaults?: Settings
  /** Rules between settings that a schema cannot say; the first one broken. */
  verify?(settings: Settings): { key: string; text: Text; params: Params } | undefined
  /** A command that shows the state of what the role runs, for whoever stands on such a machine for the first time. */
  look?: string
  /** Packages by family of systems. */
  packages: Readonly<Record<Family, (place: Place) => readonly string[]>>
  /** Further values for the templates of this role. */
  values?(place: Place): Record<string, unknown>
  health?: readonly Probe[]
  status?: StatusSource
  /**
   * Shell lines, a nunjucks template, that bring to an end what a newborn machine still does in the background:
   * run on every machine of the role before an exercise begins.
   */
  settle?: string
  /** Shell lines, a nunjucks template, run on a machine that is to lead: they end once it does and all others follow. */
  lead?: string
}
