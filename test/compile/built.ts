import { type Build, compile } from '../../src/compile/compile.ts'
import { secretsFrom } from '../../src/compile/secrets.ts'
import { loadLab } from '../../src/lab/load.ts'
import { loadKnown } from '../../src/registry.ts'

/** A seed that is no secret, so that the same lab always gives the same bytes. */
export const fixedSeed = '00'.repeat(32)

const known = await loadKnown()

export const systems = [...known.systems.keys()]

export const built = (lab: string, os: string): Build =>
  compile({ lab: loadLab(lab, known), os, secrets: secretsFrom(fixedSeed), known })

/** The files of a build, by path. */
export const filesOf = ({ vagrantfile, machines }: Build): [string, string][] => [
  ['Vagrantfile', vagrantfile],
  ...machines.map(({ path, script }): [string, string] => [path, script]),
]
