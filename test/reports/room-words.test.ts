import t from 'tap'
import type { Brought } from '../../src/class/room/bring-up.ts'
import { broughtWords, unlimitedIn } from '../../src/reports/room-words.ts'
import { languages, speak } from '../../src/words/say.ts'
import { someRoom } from '../class/some-room.ts'

const seats = ['s01', 's02'].map((student) => ({ student, name: student, instance: `db25-${student}`, key: 'k' }))
const room = { ...someRoom, seats }
const broughtWith = (unlimited: Brought['unlimited']): Brought[] =>
  seats.map((seat) => ({ seat, outcome: 'healthy', reason: '', unlimited, took: 0 }))

t.test('limits that the kernel did not take are told once, in words', async (t) => {
  const brought = broughtWith(['memory', 'pids'])
  t.strictSame(unlimitedIn(brought), ['memory', 'pids'])
  const said = {
    en: /no limits on memory and processes for 2 labs/g,
    ru: /на память и число процессов для 2 лабораторий/g,
  }
  for (const language of languages) {
    speak(language)
    const words = broughtWords(room, brought)
    t.equal(words.match(said[language])?.length, 1, words)
    t.match(words, './pglab class doctor')
    t.notMatch(broughtWords(room, broughtWith([])), './pglab class doctor')
  }
  speak('en')
})
