import { z } from 'zod'
import type { Known } from '../registry.ts'

/** Machine, group and instance names reach shells, paths and unit names: letters, digits and _ or - only. */
export const machineName = /^[a-z][a-z0-9_-]{0,29}$/
export const labName = /^[a-z][a-z0-9-]{0,29}$/

const ipv4 = z.ipv4()
const text = z.strictObject({ en: z.string().min(1), ru: z.string().min(1) })

/**
 * The shape of a lab file. Roles bring their own settings, so the schema is made from what is known
 * and the editor's JSON Schema from the same source.
 */
export function labSchema({ roles, systems }: Known) {
  const roleNames = [...roles.keys()]
  const settings = Object.fromEntries(
    [...roles].flatMap(([name, role]) =>
      role.settings
        ? [
            [
              name,
              role.settings.partial().strict().optional().describe(`Settings of the role ${name}: ${role.summary.en}`),
            ],
          ]
        : [],
    ),
  )
  const level = {
    roles: z
      .array(z.enum(roleNames as [string, ...string[]]))
      .min(1)
      .optional()
      .describe('What the machine does, in the order in which its script does it'),
    memory: z.int().min(256).max(65536).optional().describe('Memory of a virtual machine, MiB'),
    cpus: z.int().min(1).max(32).optional().describe('Processors of a virtual machine'),
    postgresql: z.int().min(15).max(18).optional().describe('Major version of PostgreSQL'),
    ...settings,
  }
  const machine = z.strictObject({
    address: ipv4.describe('Address in the lab network, below .100'),
    group: z.string().optional().describe('Group whose values hold where the machine says nothing'),
    ...level,
  })
  return z.strictObject({
    $schema: z.string().optional(),
    title: text.describe('What the lab is, in both languages'),
    domain: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
      .optional()
      .describe('DNS domain of the machines'),
    network: z
      .string()
      .regex(/^\d{1,3}\.\d{1,3}\.\d{1,3}\.0\/24$/)
      .optional()
      .describe('Lab network, a /24'),
    timezone: z
      .string()
      .regex(/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/)
      .optional()
      .describe('Time zone of the machines'),
    os: z
      .enum([...systems.keys()] as [string, ...string[]])
      .optional()
      .describe('Operating system the lab insists on'),
    forwards: z
      .array(z.strictObject({ machine: z.string(), port: z.int().min(1).max(65535), title: text }))
      .optional()
      .describe('Ports that `pglab forward` brings to the host'),
    ...level,
    groups: z.record(z.string().regex(labName), z.strictObject(level)).optional(),
    machines: z.record(z.string().regex(machineName), machine).refine((all) => Object.keys(all).length > 0, {
      error: 'a lab needs at least one machine',
    }),
  })
}

export type LabFile = z.infer<ReturnType<typeof labSchema>>
