import t from 'tap'
import { alive, leader, observed, rows, start } from './observed.ts'

interface Mark {
  at: number
  t: number
  ledger: { offset: number; h: string }
  events: { offset: number; h: string }
}

const events = [leader(1, 'pg01'), ...alive(2, 40)]
const birth = (story: Parameters<typeof observed>[0]) => observed(story, 'evidence.birth()') as Mark | null

t.test('the evidence of a lab begins with its first acknowledged row', async (t) => {
  const story = { ledger: rows(0, 60, [0, 20]), events }
  const born = birth(story)
  t.match(born, { at: start + 20, t: 1020 })
  t.ok((born?.ledger.offset ?? 0) > 0, 'rows that were refused before lie before it')
  const picture = observed(story, 'evidence.picture(evidence.birth(), "")') as {
    outages: unknown[]
    acknowledged: number
  }
  t.match(picture, { outages: [], acknowledged: 100 }, 'what a newborn cluster goes through is nobody’s outage')
})

t.test('where it cannot be known, nothing is said', async (t) => {
  t.equal(birth({ ledger: rows(0, 5, [0, 5]), events }), null, 'no row was ever acknowledged')
  t.equal(birth({ ledger: [], events: [] }), null, 'no journals')
  const ledger = rows(0, 60, [99, 99])
  t.equal(birth({ ledger, events, now: -900 }), null, 'the machine was started anew')
  const edited = {
    ledger,
    events,
    meanwhile: 'lines = open(ledger).read().replace("true", "false", 1)\nopen(ledger, "w").write(lines)',
  }
  t.equal(birth(edited), null, 'a line was changed')
})
