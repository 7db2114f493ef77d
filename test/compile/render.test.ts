import t from 'tap'
import { render, renderText } from '../../src/compile/render.ts'

t.test('an unknown value is an error', (t) => {
  for (const template of [
    '{{ nobody }}',
    '{{ machine.nobody }}',
    '{{ nobody.name }}',
    '{{ nobody | sh }}',
    '{{ nobody() }}',
  ])
    t.throws(() => renderText(template, { machine: { name: 'pg01' } }), template)
  t.throws(() => render('no-such-template.njk', {}), 'a template that is not there')
  t.end()
})

const rendered: [string, object, string][] = [
  ['{{ name }}', { name: '<&"\'>' }, '<&"\'>'],
  ['{{ name | sh }}', { name: "it's; reboot $(x)" }, "'it'\\''s; reboot $(x)'"],
  ['{{ name | sh }}', { name: '' }, "''"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is bash
  ['${#array[@]} {## a note ##}.', {}, '${#array[@]} .'],
  ['{% if yes %}\none\n{% endif %}\ntwo\n', { yes: true }, 'one\ntwo\n'],
  ['{{ n }}', { n: 0 }, '0'],
]

t.test('what templates rely on', (t) => {
  for (const [template, values, wanted] of rendered) t.equal(renderText(template, values), wanted, template)
  t.end()
})
