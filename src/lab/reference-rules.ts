import { alternatives } from './alternatives.ts'
import type { Contradiction } from './contradiction.ts'
import type { Outline } from './outline.ts'

/** Names that must exist somewhere in the file. */
export const referenceRules = (outline: Outline): Contradiction[] => [
  ...unknownGroups(outline),
  ...unknownMachines(outline),
]

function unknownGroups({ machines, groups }: Outline): Contradiction[] {
  return machines.flatMap(({ name, group }) =>
    typeof group !== 'string' || groups.includes(group)
      ? []
      : [
          {
            path: ['machines', name, 'group'],
            text: {
              en: 'there is no group "{word}"{guess, select, yes {, perhaps "{close}"} other {}}; {some, select, yes {groups of this file: {names}} other {this file has no groups}}',
              ru: 'группы «{word}» нет{guess, select, yes {, возможно, имеется в виду «{close}»} other {}}; {some, select, yes {группы этого файла: {names}} other {групп в этом файле нет}}',
            },
            params: alternatives(group, groups),
          },
        ],
  )
}

function unknownMachines({ machines, forwards }: Outline): Contradiction[] {
  const names = machines.map(({ name }) => name)
  return forwards.flatMap(({ machine }, index) => {
    if (typeof machine !== 'string' || names.includes(machine)) return []
    return [
      {
        path: ['forwards', index, 'machine'],
        text: {
          en: 'there is no machine "{word}"{guess, select, yes {, perhaps "{close}"} other {}}; {some, select, yes {machines of this file: {names}} other {this file has no machines}}',
          ru: 'машины «{word}» нет{guess, select, yes {, возможно, имеется в виду «{close}»} other {}}; {some, select, yes {машины этого файла: {names}} other {машин в этом файле нет}}',
        },
        params: alternatives(machine, names),
      },
    ]
  })
}
