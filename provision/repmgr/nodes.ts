import type { Place } from '../../src/compile/role.ts'
import type { Machine } from '../../src/lab/lab.ts'

/** One machine as repmgr numbers it: 1, 2, 3 … in the order of the lab file, the witness among them. */
interface Node {
  id: number
  machine: Machine
}

/** Values for the templates of the roles `repmgr` and `witness`. */
export function nodesOf({ machine, having, lab }: Place): {
  nodes: Node[]
  node: Node | undefined
  members: Machine[]
  tuning: object
} {
  const nodes = having('repmgr-node').map((one, index) => ({ id: index + 1, machine: one }))
  const members = having('member')
  return {
    nodes,
    node: nodes.find((one) => one.machine.name === machine.name),
    members,
    // The witness waits as long as the standbys do.
    tuning: machine.settings.repmgr ?? lab.machines.find(({ settings }) => settings.repmgr)?.settings.repmgr ?? {},
  }
}
