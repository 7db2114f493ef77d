import { z } from 'zod'
import { refusalOf } from '../compile/system.ts'
import type { Known, Refusals } from '../registry.ts'
import { say } from '../words/say.ts'
import { expects } from './issue-words.ts'
import { labName, machineName } from './names.ts'
import { networkForm } from './network.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
export const printable = /^[^\u0000-\u001f\u007f-\u009f]{1,200}$/
/** Ends up in comments of generated files, where a second line would be no comment. */
const line = z.string({ error: expects({ en: 'a line of text', ru: 'строка текста' }) }).regex(printable, {
  error: expects({ en: 'one line of at most 200 characters', ru: 'одна строка не длиннее 200 символов' }),
})
const text = z.strictObject({ en: line.describe('In English'), ru: line.describe('In Russian') })

const address = z.ipv4({
  error: expects({ en: 'an IPv4 address such as 192.168.56.11', ru: 'IPv4-адрес, например 192.168.56.11' }),
})

/** A string of a certain form, with words for what that form is. */
const formed = (pattern: RegExp, what: Parameters<typeof expects>[0]) => {
  const error = expects(what)
  return z.string({ error }).regex(pattern, { error })
}

const domain = formed(/^([a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?\.){1,5}[a-z][a-z0-9-]{0,30}[a-z0-9]$/, {
  en: 'a domain of at least two parts in small letters such as lab.test',
  ru: 'домен из двух и более частей строчными латинскими буквами, например lab.test',
})
const network = formed(networkForm, {
  en: 'a network of 256 addresses such as 192.168.56.0/24',
  ru: 'сеть из 256 адресов, например 192.168.56.0/24',
})
export const timezone = formed(/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/, {
  en: 'a time zone such as Europe/Moscow or UTC',
  ru: 'часовой пояс, например Europe/Moscow или UTC',
})
const machineKey = formed(machineName, {
  en: 'a machine name of at most 30 small letters, digits, - and _, that begins with a letter and ends with a letter or digit',
  ru: 'имя машины до 30 символов: строчные латинские буквы, цифры, - и _; первой идёт буква, последней буква или цифра',
})
const groupKey = formed(labName, {
  en: 'a group name of at most 30 small letters, digits and -, that begins with a letter',
  ru: 'имя группы до 30 символов: строчные латинские буквы, цифры и -; первой идёт буква',
})

/**
 * The shape of a lab file. Roles bring their own settings, so the schema is made from what is known
 * and the editor's JSON Schema from the same source.
 */
export function labSchema({ roles, systems, refused }: Known) {
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
      .array(z.enum([...roles.keys()] as [string, ...string[]]))
      .min(1)
      .optional()
      .meta({ description: 'What the machine does, in the order in which its script does it', uniqueItems: true }),
    memory: z.int().min(256).max(65536).optional().describe('Memory of a virtual machine, MiB'),
    cpus: z.int().min(1).max(32).optional().describe('Processors of a virtual machine'),
    postgresql: z.int().min(15).max(18).optional().describe('Major version of PostgreSQL'),
    ...settings,
  }
  const machine = z.strictObject({
    address: address.describe('Address in the lab network, below .100'),
    group: z.string().optional().describe('Group whose values hold where the machine says nothing'),
    ...level,
  })
  return z.strictObject({
    $schema: z.string().optional().describe('This schema, for the editor'),
    title: text.describe('What the lab is, in both languages'),
    domain: domain.optional().describe('DNS domain of the machines'),
    network: network.optional().describe('Lab network, a /24'),
    timezone: timezone.optional().describe('Time zone of the machines'),
    os: z
      .enum([...systems.keys()] as [string, ...string[]], { error: ({ input }) => refusalIn(input, refused) })
      .optional()
      .describe('Operating system the lab insists on'),
    forwards: z
      .array(
        z.strictObject({
          machine: z.string().describe('Machine that listens'),
          port: z.int().min(1).max(65535).describe('Port on that machine'),
          title: text.describe('What answers there, in both languages'),
        }),
      )
      .optional()
      .describe('Ports that `pglab forward` brings to the host'),
    ...level,
    groups: z.record(groupKey, z.strictObject(level)).optional().describe('Values that several machines share'),
    machines: z
      .record(machineKey, machine)
      .refine((all) => Object.keys(all).length > 0, {
        error: () =>
          say({ en: 'a lab needs at least one machine', ru: 'в лаборатории должна быть хотя бы одна машина' }),
      })
      .meta({ description: 'The machines of the lab, by name', minProperties: 1 }),
  })
}

/** Words of its own for a system that is not offered; for any other value the usual ones. */
function refusalIn(input: unknown, refused: Refusals): string | undefined {
  const text = refusalOf(String(input), refused)
  return text && say(text)
}

export type LabFile = z.infer<ReturnType<typeof labSchema>>
