import { basename } from 'node:path/posix'
import type { Box } from './system.ts'

/** The providers of Vagrant the Vagrantfile has settings for, by the names Vagrant gives them. */
export const vagrantProviders = ['virtualbox', 'libvirt', 'vmware_desktop', 'parallels'] as const
export type VagrantProvider = (typeof vagrantProviders)[number]

/** Where a person wants boxes to come from, other than where the system's own come from. */
export interface BoxChoice {
  /** Addresses (http, https or file) that take the place of the system's, best first. */
  urls?: readonly string[]
  /** Address of a folder on a server of the class that holds the system's box files under their own names. */
  mirror?: string
}

export type BoxAddresses = Readonly<Record<VagrantProvider, readonly string[]>>

/** The addresses of a box by provider, best first. */
export const boxAddresses = (box: Box, { urls, mirror }: BoxChoice): BoxAddresses =>
  Object.fromEntries(
    vagrantProviders.map((provider) => {
      const own = urls ?? box.urls[provider] ?? []
      const mirrored = mirror && !urls ? own.map((url) => `${mirror.replace(/\/+$/, '')}/${basename(url)}`) : []
      return [provider, [...new Set([...mirrored, ...own])]]
    }),
  ) as Record<VagrantProvider, string[]>

/** Where the Vagrantfile looks for a box file before it asks any address; relative to the Vagrantfile. */
export const boxFile = (os: string, provider: VagrantProvider): string => `boxes/${os}-${provider}.box`
