import { readdirSync } from 'node:fs'
import { cannot } from '../../../errors.ts'
import { must, run } from '../../../host/run.ts'
import { account } from './sshd-config.ts'

/** By which our own account is told from a person of that name. */
const mark = 'pglab class entry'

/** Makes the account under which students come in, unless it is there; gives its group. */
export async function makeAccount(): Promise<number> {
  const [, , , group, gecos] = await lookUp()
  if (group === undefined) {
    await must('useradd', [
      ...['--system', '--user-group', '--no-create-home', '--home-dir', '/'],
      ...['--shell', '/bin/bash', '--comment', mark, account],
    ])
    // No password fits; with the "!" of useradd sshd would take the account for locked.
    await must('usermod', ['--password', '*', account])
    return makeAccount()
  }
  if (gecos === mark) return Number(group)
  throw cannot(
    {
      en: 'This server has an account named "{account}" that is not the kit\'s. Students come in under that name; rename the account.',
      ru: 'На этом сервере уже есть чужая учётная запись «{account}», а под этим именем входят студенты. Переименуйте её.',
    },
    { account },
  )
}

/** Removes the account with the last class of this server, whoever's home that class is kept in. */
export async function removeAccount(): Promise<void> {
  const others = readdirSync('/etc/sudoers.d').some((file) => file.startsWith('pglab-class-'))
  const [, , , , gecos] = await lookUp()
  if (!others && gecos === mark) await run('userdel', [account])
}

const lookUp = async (): Promise<(string | undefined)[]> =>
  (await run('getent', ['passwd', account])).stdout.trim().split(':')
