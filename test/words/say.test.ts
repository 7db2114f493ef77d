import t from 'tap'
import { type Params, say, speak, type Text } from '../../src/words/say.ts'

const tasks: Text = {
  en: '{n, plural, one {# task} other {# tasks}}',
  ru: '{n, plural, one {# задание} few {# задания} many {# заданий} other {# задания}}',
}
const hello: Text = { en: "{name}'s lab", ru: 'лаборатория {name}' }

const cases: [Text, Params, string, string][] = [
  [tasks, { n: 0 }, '0 tasks', '0 заданий'],
  [tasks, { n: 1 }, '1 task', '1 задание'],
  [tasks, { n: 2 }, '2 tasks', '2 задания'],
  [tasks, { n: 5 }, '5 tasks', '5 заданий'],
  [tasks, { n: 11 }, '11 tasks', '11 заданий'],
  [tasks, { n: 21 }, '21 tasks', '21 задание'],
  [hello, { name: 'patroni' }, "patroni's lab", 'лаборатория patroni'],
  [hello, { name: '{x}, <b>, #' }, "{x}, <b>, #'s lab", 'лаборатория {x}, <b>, #'],
  [{ en: "a {lab}'s title", ru: "название {лаборатории'" }, {}, "a {lab}'s title", "название {лаборатории'"],
  [{ en: 'the lab <b>', ru: 'лаборатория <b>' }, {}, 'the lab <b>', 'лаборатория <b>'],
]

t.beforeEach(() => speak('en'))

for (const [text, params, en, ru] of cases) {
  t.test(en, (t) => {
    t.equal(say(text, params), en)
    speak('ru')
    t.equal(say(text, params), ru)
    t.end()
  })
}
