import { oldestVagrant } from '../../compile/vagrantfile.ts'
import { atLeast } from '../../host/version.ts'

/** The first Vagrant that drives a series of VirtualBox; newest first. Source: Vagrant's CHANGELOG 2.3.2, 2.4.2, 2.4.9. */
const firstVagrant = [
  { virtualBox: '7.2', vagrant: '2.4.9' },
  { virtualBox: '7.1', vagrant: '2.4.2' },
] as const

/** The oldest Vagrant that drives a VirtualBox and understands the Vagrantfile. */
export const vagrantFor = (virtualBox: string): string =>
  firstVagrant.find((row) => atLeast(virtualBox, row.virtualBox))?.vagrant ?? oldestVagrant
