import type { ClusterReading } from '../../src/cluster/reading.ts'
import type { Lab } from '../../src/lab/lab.ts'

/** The ports of the entry point, by the names of their sections in haproxy.cfg. */
const ports: Readonly<Record<string, number>> = { 'read-write': 5000, 'read-only': 5001 }

/**
 * HAProxy's statistics as CSV: the head names the columns after `# `, and servers that take connections are `UP`.
 * Fields used here hold no commas (HAProxy management guide, "CSV format").
 */
export function readRoutes(printed: string, lab: Lab): ClusterReading | undefined {
  const [head, ...rows] = printed.split('\n').slice(0, 500)
  const columns = head?.replace(/^# /, '').split(',') ?? []
  const [proxy, server, status] = ['pxname', 'svname', 'status'].map((name) => columns.indexOf(name)) as [
    number,
    number,
    number,
  ]
  if (proxy < 0 || server < 0 || status < 0) return undefined
  const machines = new Set(lab.machines.map(({ name }) => name))
  const up = rows
    .map((row) => row.split(','))
    .filter((cells) => cells[status]?.startsWith('UP') && machines.has(cells[server] ?? ''))
  return {
    routes: Object.entries(ports).map(([name, port]) => ({
      name,
      port,
      to: up.filter((cells) => cells[proxy] === name).map((cells) => cells[server] ?? ''),
    })),
  }
}
