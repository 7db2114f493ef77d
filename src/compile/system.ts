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
  box: {
    name: string
    /** Tried in order by Vagrant, so that a lab outlives one registry. */
    urls: readonly string[]
  }
  /** Versions of PostgreSQL that the system's package sources have. */
  postgresqlVersions: readonly number[]
  /** Where one version of PostgreSQL keeps its programs and data. */
  postgresql(version: number): { bin: string; home: string; data: string; unit: string }
  /** Further values for the templates. */
  values: Record<string, unknown>
}
