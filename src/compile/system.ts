import type { Text } from '../words/say.ts'
import type { VagrantProvider } from './box.ts'

/** Systems of one family share package names, paths and units. */
export type Family = 'debian' | 'el'

/** What differs between the operating systems of the lab machines: one file in provision/os/ each. */
export interface System {
  title: string
  family: Family
  /** How containers of this system are made; absent where only virtual machines can run it. */
  container?: {
    suite: string
    /** Scripts that run on the image before and after its packages, by path in provision/; `$1` is its folder. */
    prepare: string
    finish: string
  }
  /** What is not promised of this system, one sentence; shown wherever it is chosen. */
  caveat?: Text
  box: Box
  /** Versions of PostgreSQL that the system's package sources have. */
  postgresqlVersions: readonly number[]
  /** Where one version of PostgreSQL, and of what is built for it, keeps its programs, data and settings. */
  postgresql(version: number): PostgresqlPlaces
  /** Further values for the templates. */
  values: Record<string, unknown>
}

export interface PostgresqlPlaces {
  bin: string
  /** Home of the user postgres. */
  home: string
  data: string
  /** Folder of postgresql.conf and pg_hba.conf. */
  config: string
  /** The unit that the package turns on by itself. */
  unit: string
  /** The unit of the one server. */
  server: string
  repmgr: { config: string; unit: string }
}

/** What virtual machines are copied from. */
export interface Box {
  /** Name in Vagrant's public registry, and the name under which Vagrant keeps the box, wherever it came from. */
  name: string
  /** Version in that registry, which every provider must have there; the newest where there is none. */
  version?: string
  /** Addresses of box files for x86-64 by provider, best first, so that a lab outlives the registry. */
  urls: Readonly<Partial<Record<VagrantProvider, readonly string[]>>>
  /** Checksum of the box file, where it is one certain file. */
  sha256?: string
}

/** A system that people ask for and that is not offered: the same place in provision/os/, and why not. */
export interface Refusal {
  title: string
  refused: Text
}

/** Why a system is not offered, where it is one of those; people write centos-7 and CentOS7, and mean the same. */
export const refusalOf = (os: string, refused: ReadonlyMap<string, Refusal>): Text | undefined =>
  refused.get(os.toLowerCase().replace(/[^a-z0-9]/g, ''))?.refused
