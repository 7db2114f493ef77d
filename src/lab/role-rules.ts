import type { Known } from '../registry.ts'
import type { Contradiction } from './contradiction.ts'
import { type Level, levelsOf, lookUp, mergeSettings, offersOf, settingsAt } from './resolve.ts'
import type { LabFile } from './schema.ts'

/** What roles ask of each other and of their settings, in a file whose parts are all valid. */
export function roleRules(file: LabFile, known: Known): Contradiction[] {
  const machines = Object.keys(file.machines)
  const everywhere = new Set(machines.flatMap((name) => offersOf(lookUp(file, name, 'roles') ?? [], known)))
  const found = machines.flatMap((name) => {
    const levels = levelsOf(file, name)
    const giver = levels.find(({ values }) => values.roles !== undefined)
    // A group that does not exist might give the roles; that it does not exist has been said.
    if (!giver) return isLost(file, name) ? [] : [noRoles(name)]
    const names = giver.values.roles ?? []
    return names.flatMap((role, index) => {
      const path = [...giver.path, 'roles', index]
      if (names.indexOf(role) < index) return [twice(path, role)]
      const missing = known.roles.get(role)?.needs?.filter((need) => !everywhere.has(need)) ?? []
      const other = serverBefore(names, index, known)
      return [
        ...missing.map((need) => lacks(path, role, need)),
        ...(other === undefined ? [] : [twoServers(path, other, role)]),
        ...brokenRule(levels, role, known),
      ]
    })
  })
  // What stands in a group or at the top is looked at once for each machine; say it once.
  return [...new Map(found.map((item) => [JSON.stringify(item), item])).values()]
}

const isLost = (file: LabFile, name: string): boolean => {
  const group = file.machines[name]?.group
  return group !== undefined && !Object.hasOwn(file.groups ?? {}, group)
}

const noRoles = (machine: string): Contradiction => ({
  path: ['machines', machine],
  isKey: true,
  text: {
    en: 'has no roles: neither the machine nor its group nor the lab gives it any',
    ru: 'нет ролей: их не задают ни машина, ни её группа, ни лаборатория',
  },
  params: {},
})

const twice = (path: Contradiction['path'], role: string): Contradiction => ({
  path,
  text: { en: 'the role {role} stands here twice', ru: 'роль {role} указана здесь дважды' },
  params: { role },
})

const lacks = (path: Contradiction['path'], role: string, need: string): Contradiction => ({
  path,
  text: {
    en: 'the role {role} needs a machine with the role {need}, and no machine has it',
    ru: 'роли {role} нужна машина с ролью {need}, а такой в этом файле нет',
  },
  params: { role, need },
})

/** The role before this one that brings a PostgreSQL server as this one does: they would want the same data and port. */
function serverBefore(names: readonly string[], index: number, known: Known): string | undefined {
  const isServer = (role: string) => known.roles.get(role)?.provides?.includes('server') === true
  return isServer(names[index] ?? '') ? names.slice(0, index).find(isServer) : undefined
}

const twoServers = (path: Contradiction['path'], first: string, second: string): Contradiction => ({
  path,
  text: {
    en: 'the roles {first} and {second} each bring a PostgreSQL server, and a machine can have only one: take one of them away, or put it on another machine',
    ru: 'роли {first} и {second} ставят каждая свой сервер PostgreSQL, а на машине может быть только один: уберите одну из них или перенесите на другую машину',
  },
  params: { first, second },
})

/** A rule between settings that does not hold on a machine, at the level of the file that broke it. */
function brokenRule(levels: readonly Level[], name: string, known: Known): Contradiction[] {
  const role = known.roles.get(name)
  const broken = role?.verify?.(mergeSettings(levels, name, known))
  if (!role || !broken) return []
  // Outer levels that alone are broken in just the same way are to blame, and not what stands nearer.
  const at = levels.findLastIndex((_, from) => {
    const outer = role.verify?.(mergeSettings(levels.slice(from), name, known))
    return JSON.stringify(outer?.params) === JSON.stringify(broken.params)
  })
  return [{ path: culprit(levels.slice(at), name, broken.key, known), text: broken.text, params: broken.params }]
}

/** Of the settings of the nearest level the one that the rule names, else the first without which the rule holds. */
function culprit(levels: readonly Level[], name: string, key: string, known: Known): Contradiction['path'] {
  const [level, ...outer] = levels
  if (!level) return []
  const settings = settingsAt(level, name)
  const all = mergeSettings(levels, name, known)
  const without = mergeSettings(outer, name, known)
  const holdsWithout = (one: string) => !known.roles.get(name)?.verify?.({ ...all, [one]: without[one] })
  const guilty = key in settings ? key : Object.keys(settings).find(holdsWithout)
  return [...level.path, name, ...(guilty === undefined ? [] : [guilty])]
}
