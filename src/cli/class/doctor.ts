import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { examineRoom, labsThatFit } from '../../class/room/doctor.ts'
import { thisHost } from '../../doctor/host.ts'
import { exit } from '../../errors.ts'
import { home } from '../../instance/home.ts'
import { instanceNames } from '../../instance/store.ts'
import { doctorWords } from '../../reports/doctor-words.ts'
import { say } from '../../words/say.ts'

export interface DoctorOptions {
  json?: boolean
}

/** `class doctor [N or ROSTER]` */
export async function doctor(size: string | undefined, options: DoctorOptions): Promise<number> {
  const labs = await sizeFrom(size)
  const subject = { host: thisHost, labs, running: instanceNames().length, cpus: cpus().length, home: home() }
  const findings = await examineRoom(subject)
  const fit = labsThatFit(findings)
  if (options.json) console.log(JSON.stringify({ labs, fit, findings }))
  else {
    console.log(doctorWords(findings, './pglab class up ROSTER'))
    console.log(say({ en: 'Labs that fit: {fit}', ru: 'Поместится лабораторий: {fit}' }, { fit }))
  }
  return findings.some(({ verdict }) => verdict === 'broken') ? exit.notPassed : exit.done
}

/** How many students: a number, or those of a roster; forty where nobody says. */
async function sizeFrom(size: string | undefined): Promise<number> {
  if (size === undefined) return 40
  if (!existsSync(size) && /^\d{1,4}$/.test(size)) return Number(size)
  const [{ loadRoster }, { seatsFor }] = await Promise.all([
    import('../../class/roster.ts'),
    import('../../class/room/seats.ts'),
  ])
  return seatsFor(loadRoster(size)).length
}
