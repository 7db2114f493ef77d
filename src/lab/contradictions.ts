import type { Known } from '../registry.ts'
import { nearest } from '../words/nearest.ts'
import type { Params, Text } from '../words/say.ts'
import { hostnameOf, lookUp, network, settingsOf } from './resolve.ts'
import type { LabFile } from './schema.ts'

/** Something that each part allows and the whole does not. */
interface Contradiction {
  path: string[]
  /** Set where the key itself is at fault and not its value. */
  key?: string
  text: Text
  params: Params
}

/** Everything about a lab file that its schema cannot say: names that must exist, addresses that must differ. */
export function contradictions(file: LabFile, known: Known): Contradiction[] {
  return [...groups(file), ...addresses(file), ...hostnames(file), ...forwards(file), ...roles(file, known)]
}

function groups(file: LabFile): Contradiction[] {
  const names = Object.keys(file.groups ?? {})
  return Object.entries(file.machines).flatMap(([name, machine]) =>
    machine.group === undefined || names.includes(machine.group)
      ? []
      : [
          {
            path: ['machines', name, 'group'],
            text: {
              en: 'there is no group "{group}"{close, select, none {} other {, perhaps "{close}"}}; groups here: {names}',
              ru: 'группы «{group}» нет{close, select, none {} other {, может быть, «{close}»}}; группы файла: {names}',
            },
            params: {
              group: machine.group.slice(0, 60),
              close: nearest(machine.group, names) ?? 'none',
              names: names.join(', ') || '–',
            },
          },
        ],
  )
}

function addresses(file: LabFile): Contradiction[] {
  const { stem, cidr } = network(file)
  const taken = new Map<string, string>()
  return Object.entries(file.machines).flatMap(([name, { address }]): Contradiction[] => {
    const path = ['machines', name, 'address']
    const last = Number(address.split('.')[3])
    const other = taken.get(address)
    taken.set(address, name)
    if (other !== undefined) {
      return [
        {
          path,
          text: { en: '{address} already belongs to {other}', ru: 'адрес {address} уже занят машиной {other}' },
          params: { address, other },
        },
      ]
    }
    // .1 is the host in VirtualBox, and its DHCP server deals out addresses from .100 on.
    if (!address.startsWith(`${stem}.`) || last < 2 || last > 99) {
      return [
        {
          path,
          text: {
            en: '{address} is outside the part of {cidr} that machines may use: {stem}.2 to {stem}.99',
            ru: 'адрес {address} вне той части {cidr}, что отведена машинам: от {stem}.2 до {stem}.99',
          },
          params: { address, cidr, stem },
        },
      ]
    }
    return []
  })
}

/** `a_b` and `a-b` are two machine names and one hostname. */
function hostnames(file: LabFile): Contradiction[] {
  const taken = new Map<string, string>()
  return Object.keys(file.machines).flatMap((name) => {
    const other = taken.get(hostnameOf(name))
    taken.set(hostnameOf(name), name)
    return other === undefined
      ? []
      : [
          {
            path: ['machines'],
            key: name,
            text: {
              en: 'has the same hostname as {other}: an underscore becomes a hyphen',
              ru: 'имя хоста совпадает с {other}: подчёркивание заменяется дефисом',
            },
            params: { other },
          },
        ]
  })
}

function forwards(file: LabFile): Contradiction[] {
  const names = Object.keys(file.machines)
  return (file.forwards ?? []).flatMap(({ machine }, index) =>
    names.includes(machine)
      ? []
      : [
          {
            path: ['forwards', String(index), 'machine'],
            text: {
              en: 'there is no machine "{machine}"; machines here: {names}',
              ru: 'машины «{machine}» нет; машины файла: {names}',
            },
            params: { machine: machine.slice(0, 60), names: names.join(', ') },
          },
        ],
  )
}

function roles(file: LabFile, known: Known): Contradiction[] {
  const machines = Object.keys(file.machines)
  const used = new Map(machines.map((name) => [name, lookUp(file, name, 'roles') ?? []]))
  const everywhere = new Set([...used.values()].flat())
  const found: Contradiction[] = []
  for (const [machine, names] of used) {
    if (names.length === 0) {
      found.push({
        path: ['machines'],
        key: machine,
        text: {
          en: 'has no roles, and neither its group nor the lab gives it any',
          ru: 'нет ролей: их не задают ни машина, ни группа, ни лаборатория',
        },
        params: {},
      })
    }
    for (const name of names) {
      const role = known.roles.get(name)
      const missing = role?.needs?.filter((need) => !everywhere.has(need)) ?? []
      for (const need of missing) {
        found.push({
          path: ['machines'],
          key: machine,
          text: {
            en: 'its role {name} needs a machine with the role {need}, and no machine has it',
            ru: 'роли {name} нужна машина с ролью {need}, а такой нет',
          },
          params: { name, need },
        })
      }
      const broken = role?.verify?.(settingsOf(file, machine, name, known))
      if (broken)
        found.push({ path: placeOf(file, machine, name, broken.key), text: broken.text, params: broken.params })
    }
  }
  // A setting of the group is looked at once for each machine of the group; say it once.
  return [
    ...new Map(found.map((item) => [JSON.stringify([item.path, item.key, item.text, item.params]), item])).values(),
  ]
}

/** The level of the file that set a role's key, for the position of the message. */
function placeOf(file: LabFile, machine: string, role: string, key: string): string[] {
  const group = file.machines[machine]?.group
  const levels: [string[], unknown][] = [
    [['machines', machine], file.machines[machine]],
    ...(group === undefined ? [] : [[['groups', group], file.groups?.[group]] as [string[], unknown]]),
    [[], file],
  ]
  const level = levels.find(([, value]) => {
    const settings = (value as Record<string, unknown> | undefined)?.[role] as Record<string, unknown> | undefined
    return settings !== undefined && key in settings
  })
  return level ? [...level[0], role, key] : ['machines', machine]
}
