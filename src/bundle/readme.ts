import { type Build, looksOf } from '../compile/compile.ts'
import { render } from '../compile/render.ts'
import type { System } from '../compile/system.ts'
import { memoryAndCpus, oldestVagrant } from '../compile/vagrantfile.ts'
import type { Roles } from '../registry.ts'
import type { Language } from '../words/say.ts'
import { type ExercisePage, titleOf } from './exercise-pages.ts'

export interface ReadmeInput {
  build: Build
  system: System
  roles: Roles
  language: Language
  exercises: readonly ExercisePage[]
  /** Path of the box inside the bundle, where there is one. */
  box: string | undefined
}

/** What a student reads first, in Markdown. It speaks of nothing that the bundle does not hold. */
export const readme = ({ build, system, roles, language, exercises, box }: ReadmeInput): string =>
  render(`bundle/readme.${language}.md.njk`, {
    lab: build.lab,
    title: build.lab.title[language],
    system,
    caveat: system.caveat?.[language] ?? '',
    oldestVagrant,
    total: memoryAndCpus(build.lab),
    machines: build.lab.machines,
    roles: [...new Set(build.lab.machines.flatMap((machine) => machine.roles))].map((name) => ({
      name,
      summary: roles.get(name)?.summary[language] ?? '',
    })),
    first: (build.lab.machines.find(({ group }) => group) ?? build.lab.machines[0])?.name,
    looks: looksOf(build.lab.machines, roles),
    exercises: exercises.map((exercise) => ({ ...exercise, title: titleOf(exercise) })),
    box: box ?? '',
  })
