import type { Lab } from '../lab/lab.ts'
import { open, sessionsTo } from '../lifecycle/open.ts'
import type { HostKeys } from './hosts.ts'
import type { Student } from './model.ts'
import { instanceFor } from './room/seats.ts'
import { trouble } from './trouble-words.ts'
import { type Contact, InTrouble, reasonOf } from './ways-contact.ts'
import { farAway } from './ways-far.ts'
import { patient } from './ways-patient.ts'

/** The way to the machines of a student. Throws InTrouble where there is none; nobody has been asked yet then. */
export async function contactWith(
  student: Student,
  { className, lab, keys }: { className: string; lab: Lab; keys: HostKeys },
): Promise<Contact> {
  const { way } = student
  if (way === undefined) throw new InTrouble(trouble('no-way', { instance: instanceFor(className, student) }))
  if ('instance' in way) return onThisHost(way.instance, lab)
  return farAway(student.id, way, lab, keys)
}

async function onThisHost(instance: string, lab: Lab): Promise<Contact> {
  const troubleFrom = (cause: unknown) => trouble('instance', { instance, reason: reasonOf(cause) })
  const opened = await open(instance).catch((cause: unknown) => {
    throw new InTrouble(troubleFrom(cause))
  })
  if (opened.lab.id !== lab.id)
    throw new InTrouble(trouble('other-lab', { instance, found: opened.lab.id, lab: lab.id }))
  const sessions = sessionsTo(opened)
  return {
    login: { address: instance, user: 'root' },
    to: patient(sessions),
    troubleFrom,
    warning: () => undefined,
    local: { opened, sessions },
    close: () => sessions.close(),
  }
}
