import type { Lab } from './lab.ts'

const octet = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'

/** How a lab file writes its network. */
export const networkForm = new RegExp(`^${octet}\\.${octet}\\.${octet}\\.0/24$`)

/** The network that VirtualBox allows without any settings. */
export const usualNetwork = '192.168.56.0/24'

export const networkOf = (cidr: string): Lab['network'] => ({
  cidr,
  prefix: 24,
  stem: cidr.split('.').slice(0, 3).join('.'),
})
