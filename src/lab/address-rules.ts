import { z } from 'zod'
import { shown } from '../words/shown.ts'
import type { Contradiction } from './contradiction.ts'
import { networkForm, networkOf, usualNetwork } from './network.ts'
import type { Outline } from './outline.ts'
import { hostnameOf } from './resolve.ts'

/** Addresses and hostnames that must differ, and lie where the network has room for them. */
export const addressRules = (outline: Outline): Contradiction[] => [...addresses(outline), ...hostnames(outline)]

function addresses({ machines, network = usualNetwork }: Outline): Contradiction[] {
  // Where the network itself is wrong, nothing can be said about what lies in it.
  const stem = typeof network === 'string' && networkForm.test(network) ? networkOf(network).stem : undefined
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
    if (stem === undefined || (text.startsWith(`${stem}.`) && last >= 2 && last <= 99)) return []
    return [
      {
        path,
        // .1 is the host in VirtualBox, and its DHCP server deals out addresses from .100 on.
        text: {
          en: '{address} is outside the range for machines, {stem}.2 to {stem}.99 (.1 is the host itself, .100 and above are dealt out by DHCP)',
          ru: 'адрес {address} вне диапазона для машин: от {stem}.2 до {stem}.99 (.1 занимает сам компьютер, с .100 начинаются адреса DHCP)',
        },
        params: { address: text, stem },
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
          en: 'its hostname {hostname} already belongs to {owner}: an underscore becomes a hyphen',
          ru: 'имя хоста {hostname} уже занято машиной {owner}: подчёркивание заменяется дефисом',
        },
        params: { owner: shown(owner), hostname: shown(hostname) },
      },
    ]
  })
}
