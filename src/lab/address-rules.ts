import { z } from 'zod'
import { shown } from '../words/shown.ts'
import type { Contradiction } from './contradiction.ts'
import type { Outline } from './outline.ts'
import { hostnameOf, networkOf } from './resolve.ts'

/** Addresses and hostnames that must differ, and lie where the network has room for them. */
export const addressRules = (outline: Outline): Contradiction[] => [...addresses(outline), ...hostnames(outline)]

function addresses({ machines, network }: Outline): Contradiction[] {
  const { stem } = networkOf(network)
  const owners = new Map<string, string>()
  return machines.flatMap(({ name, address }): Contradiction[] => {
    if (!z.ipv4().safeParse(address).success) return []
    const path = ['machines', name, 'address']
    const text = String(address)
    const owner = owners.get(text)
    if (owner !== undefined) {
      return [
        {
          path,
          text: { en: '{address} already belongs to {owner}', ru: 'адрес {address} уже занят машиной {owner}' },
          params: { address: text, owner: shown(owner) },
        },
      ]
    }
    owners.set(text, name)
    const last = Number(text.split('.')[3])
    if (text.startsWith(`${stem}.`) && last >= 2 && last <= 99) return []
    return [
      {
        path,
        // .1 is the host in VirtualBox, and its DHCP server deals out addresses from .100 on.
        text: {
          en: '{address} is none of the addresses for machines, {stem}.2 to {stem}.99 (.1 is the host, .100 and above are dealt out by DHCP)',
          ru: 'адрес {address} не из отведённых машинам: от {stem}.2 до {stem}.99 (.1 у самого компьютера, от .100 раздаёт DHCP)',
        },
        params: { address: text, stem: shown(stem) },
      },
    ]
  })
}

/** `a_b` and `a-b` are two machine names and one hostname. */
function hostnames({ machines }: Outline): Contradiction[] {
  const owners = new Map<string, string>()
  return machines.flatMap(({ name }) => {
    const hostname = hostnameOf(name)
    const owner = owners.get(hostname)
    if (owner === undefined) {
      owners.set(hostname, name)
      return []
    }
    return [
      {
        path: ['machines', name],
        isKey: true,
        text: {
          en: 'has the same hostname as {owner}, {hostname}: an underscore becomes a hyphen',
          ru: 'то же имя хоста, что у {owner}: {hostname} (подчёркивание заменяется дефисом)',
        },
        params: { owner: shown(owner), hostname: shown(hostname) },
      },
    ]
  })
}
