import type { Started } from '../../course/journal.ts'
import { Interview, type Reach, Unanswered } from '../../grading/interview.ts'
import type { Lab } from '../../lab/lab.ts'
import { shellWord } from '../../ssh/shell-word.ts'
import { plain } from '../../words/plain.ts'
import { say, type Text } from '../../words/say.ts'
import { isChained, type Mark, readMark } from './chain.ts'
import { bounds, type Evidence, type MachineIdentity } from './format.ts'

export interface Gathered {
  evidence: Evidence | null
  /** Why there is none, in the language that is spoken. */
  without: string | null
}

/** Asks the observer what it saw since the start of an attempt. Never throws: work is handed in without evidence, too. */
export async function gatherEvidence(started: Started | undefined, lab: Lab, reach: Reach): Promise<Gathered> {
  const observer = lab.machines.find(({ roles }) => roles.includes('observer'))?.name
  const mark = readMark(started?.mark ?? null)
  if (started?.mark == null || mark === undefined || observer === undefined) return nothing(noAttempt)
  const interview = new Interview(reach)
  const ask = (run: string) => interview.ask({ machine: observer, run: `set -o pipefail; ${run}`, limit: 60 })
  // Lines are asked for after the picture, so that everything it tells of is among them.
  const picture = await ask(`pglab-evidence --since ${shellWord(started.mark)} | head -c ${bounds.picture}`)
  if (picture instanceof Unanswered) return nothing(silent, picture.reason)
  // Too long is told by a broken pipe.
  if (picture.code !== 0) return nothing(silent, plain(picture.stderr) || `${picture.code}`)
  if (!isPicture(picture.stdout)) return nothing(gone)
  const [events, ledger] = await Promise.all([ask(linesFrom('events', mark)), ask(linesFrom('ledger', mark))])
  if (events instanceof Unanswered) return nothing(silent, events.reason)
  if (ledger instanceof Unanswered) return nothing(silent, ledger.reason)
  const read = { events: wholeLines(events.stdout), ledger: wholeLines(ledger.stdout) }
  if (!isChained(read.events, mark.events) || !isChained(read.ledger, mark.ledger)) return nothing(gone)
  return {
    evidence: {
      exercise: started.exercise,
      mark: started.mark,
      picture: picture.stdout.trim(),
      ...read,
      cut: events.stdout.length >= bounds.events || ledger.stdout.length >= bounds.ledger,
    },
    without: null,
  }
}

/** The observer itself says it where its journals were replaced, or its machine rebooted. */
function isPicture(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && !('gone' in read)
  } catch {
    return false
  }
}

const linesFrom = (journal: keyof Mark, mark: Mark): string =>
  `tail -c +${mark[journal].offset + 1} /var/lib/pglab-observer/${journal}.jsonl | head -c ${bounds[journal]}`

/** The last line may be cut, or may be being written right now. */
const wholeLines = (text: string): string[] => text.split('\n').slice(0, -1)

const nothing = (text: Text, reason = ''): Gathered => ({
  evidence: null,
  without: reason === '' ? say(text, { reason: '–' }) : say(text, { reason: reason.slice(0, 500) }),
})

const noAttempt: Text = {
  en: 'no exercise is at hand, so there is no evidence to pack',
  ru: 'сейчас нет начатого упражнения, поэтому данных наблюдателя нет',
}
const silent: Text = {
  en: 'the observer gave no evidence ({reason})',
  ru: 'наблюдатель не дал данных ({reason})',
}
const gone: Text = {
  en: 'the journals of the observer do not go back to the start of the attempt',
  ru: 'журналы наблюдателя не восходят к началу попытки',
}

/** What tells one instance from another. A machine that does not answer is known by its name alone. */
export async function identify(lab: Lab, reach: Reach): Promise<MachineIdentity[]> {
  const interview = new Interview(reach)
  return Promise.all(
    lab.machines.map(async ({ name }) => {
      const answer = await interview.ask({ machine: name, run: whoAreYou, limit: 8 })
      const said = answer instanceof Unanswered ? '' : answer.stdout
      const after = (key: string): string | null =>
        new RegExp(`^${key}=(.{1,200})$`, 'm')
          .exec(said)?.[1]
          ?.trim()
          .replace(/[^\x20-\x7e]/g, '?') || null
      return { name, machineId: after('machine'), hostKey: after('host'), system: after('system') }
    }),
  )
}

const whoAreYou = `echo "machine=$(cat /etc/machine-id)"
echo "host=$(ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub | cut -d' ' -f2)"
command -v psql >/dev/null && echo "system=$(psql -XAtqc 'select system_identifier from pg_control_system()' 2>/dev/null)"
true`
