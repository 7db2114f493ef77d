import t from 'tap'
import { troubleWords } from '../../src/class/trouble-words.ts'
import { speak } from '../../src/words/say.ts'
import { courseOf, graded, rosterOf } from './graded.ts'
import { Labs } from './labs.ts'

const labs = new Labs()
t.teardown(() => labs.remove())

t.test('machines that mean no good cost their own student time and nobody else anything', async (t) => {
  // Processes of their own: whoever writes without end must not take the time of an honest server.
  const ports = {
    ...(await labs.start({ honest: 'honest' })),
    ...(await labs.start({ floods: 'floods' })),
    ...(await labs.start({ greets: 'endless greeting' })),
    ...(await labs.start({
      refuses: 'refuses',
      hangs: 'hangs',
      waits: 'keeps tunnels waiting',
      drops: 'hangs up',
      silent: 'silent',
      garbage: 'garbage',
      drips: 'drips',
    })),
    closed: 1,
  }
  labs.say('honest', 'limit', '500')
  const course = courseOf(labs, ['05-reload-parameter', '01-tour'])
  const began = performance.now()
  const { rows, of } = await graded(labs, rosterOf(labs, ports), { course, exercise: ['05'] })
  t.ok(performance.now() - began < 90_000, `${Math.round(performance.now() - began)} ms`)
  t.equal(rows.length, Object.keys(ports).length, 'a row for everyone')
  t.match(of('honest'), { trouble: null, result: { verdict: 'skip', points: 7 } })
  const words = Object.fromEntries(rows.map(({ graded: one }) => [one.student, one.trouble?.word]))
  t.match(words, {
    greets: 'not-ssh',
    garbage: 'not-ssh',
    refuses: 'refused',
    silent: 'unreachable',
    drips: 'unreachable',
    closed: 'unreachable',
  })
  for (const student of ['floods', 'hangs', 'waits', 'drops']) {
    t.match(of(student), { trouble: null, result: { verdict: 'error', points: 0 } }, student)
  }
  t.match(of('floods').result?.tasks[0]?.params.reason, /stop talking/)
  t.match(of('hangs').result?.tasks[0]?.params.reason, /longer than/)
  for (const { graded: one } of rows) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    t.notMatch(JSON.stringify(one), /[\u0000-\u001f]|\\u00[01]/)
  }
})

t.test('a trouble has words in both languages, whatever stands in it', async (t) => {
  for (const language of ['en', 'ru'] as const) {
    speak(language)
    const hostile = { address: '\u001b[2Jx', reason: '{n, plural', user: 'u', file: 'f', found: 'f', known: 'k' }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    t.notMatch(troubleWords({ word: 'unreachable', params: hostile }), /[\u0000-\u001f]/)
    t.equal(troubleWords({ word: 'unreachable', params: {} }), 'unreachable', 'a line that lost something')
    t.equal(troubleWords({ word: 'constructor', params: {} }), 'constructor')
  }
})
