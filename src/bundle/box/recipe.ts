import { createHash } from 'node:crypto'
import { type Build, compile, packagesOf, placeOf, systemNamed, templateValues } from '../../compile/compile.ts'
import { render } from '../../compile/render.ts'
import { secretsFrom } from '../../compile/secrets.ts'
import type { Lab, Machine } from '../../lab/lab.ts'
import type { Known } from '../../registry.ts'

/** The machine that becomes the box. */
export const boxMachine = 'box'

/** What Vagrant needs to make a machine with all packages of a lab and nothing else. */
export interface BoxRecipe {
  vagrantfile: string
  /** Path and text of the script. */
  script: { path: string; text: string }
  /** Another recipe is another box. */
  digest: string
}

/** Appended to the Vagrantfile; Vagrant takes all blocks of a file together. */
const keepKey = `
# The box keeps Vagrant's well-known key, or Vagrant could not get into the copies; each of them gets its own.
Vagrant.configure("2") { |config| config.ssh.insert_key = false }
`

/** Pure: the same lab gives the same recipe. */
export function boxRecipe(lab: Lab, os: string, known: Known): BoxRecipe {
  const build = alone(lab, os, known)
  const system = systemNamed(os, known)
  // No secret is drawn: the script holds packages alone.
  const places = lab.machines.map((machine) => placeOf(machine, lab, system, secretsFrom('00'.repeat(16))))
  const text = render('bundle/box.sh.njk', {
    ...(places[0] ? templateValues(places[0], known) : {}),
    packages: packagesOf(system, places, known),
  })
  const vagrantfile = build.vagrantfile + keepKey
  const path = build.machines[0]?.path ?? ''
  const digest = createHash('sha256').update(`${vagrantfile}\0${text}`).digest('hex')
  return { vagrantfile, script: { path, text }, digest }
}

/** The lab with one machine only, so that its Vagrantfile finds the box of the system as those of students do. */
function alone(lab: Lab, os: string, known: Known): Build {
  const machines = lab.machines
    .slice(0, 1)
    .map(
      (machine): Machine => ({ ...machine, name: boxMachine, hostname: boxMachine, roles: [], memory: 2048, cpus: 2 }),
    )
  return compile({ lab: { ...lab, machines, forwards: [] }, os, known, secrets: secretsFrom('00'.repeat(16)) })
}
