import t from 'tap'
import { isDone, parseLine, parseOutput, spoken } from '../../../src/providers/vagrant/machine-readable.ts'
import { recorded } from './world.ts'

t.test('a message', (t) => {
  t.same(parseLine('1795209198,pg01,state,poweroff'), { target: 'pg01', type: 'state', data: ['poweroff'] })
  t.same(parseLine('1795209198,,ui,info,Done'), { target: '', type: 'ui', data: ['info', 'Done'] }, 'about no machine')
  t.same(parseLine('1795209198,pg01,action,up,end')?.data, ['up', 'end'])
  t.end()
})

t.test('what would break a line is put back', (t) => {
  const message = parseLine('1,ns,ui,info,one%!(VAGRANT_COMMA) two\\nthree\\r')
  t.same(message?.data, ['info', 'one, two\nthree'])
  t.end()
})

t.test('everything else between the messages is passed over', (t) => {
  const garbage = [
    '',
    'Host pg01',
    '==> vagrant: A new version of Vagrant is available',
    ',,,',
    'a,b,c',
    '17952,pg01',
    '17952,pg01,STATE,running',
    '99999999999999999999,pg01,state,running',
    '\u001b[31m1795209198,pg01,state,running',
  ]
  for (const line of garbage) t.equal(parseLine(line), undefined, JSON.stringify(line))
  t.end()
})

t.test('an output', (t) => {
  const states = parseOutput(recorded('status-mixed')).filter(({ type }) => type === 'state')
  t.same(
    states.map(({ target, data }) => [target, data[0]]),
    [
      ['ns', 'running'],
      ['pg01', 'poweroff'],
      ['pg02', 'paused'],
      ['pg03', 'aborted'],
    ],
  )
  t.same(parseOutput('1,a,state,running\r\n2,b,state,off\r\n').length, 2, 'with the ends of lines of Windows')
  t.same(parseOutput('1,a,state,running\n2,b,state,runn').length, 1, 'a line cut off does not count')
  t.same(parseOutput('1,a,state,running'), [], 'not even where it is the only one')
  t.same(parseOutput(''), [])
  t.end()
})

t.test('a hostile output costs no more than its length', (t) => {
  const began = performance.now()
  t.equal(parseOutput(`1,ns,ui,detail,${'\\n,%!(VAGRANT_COMMA)'.repeat(400_000)}\n`).length, 1)
  t.equal(parseOutput(`${'1,'.repeat(4_000_000)}\n`).length, 0)
  t.ok(performance.now() - began < 10_000, '8 MB each within seconds')
  t.end()
})

t.test('what was said aloud comes without the name of the machine on every line', (t) => {
  const [first, second] = parseOutput(recorded('snapshot-save')).filter(({ type }) => type === 'ui')
  t.same(first && spoken(first), ["Snapshotting the machine as 'fresh'..."])
  t.match(second && spoken(second), [/^Snapshot saved!/, /^using `vagrant snapshot restore`/, /^`vagrant snapshot/])
  t.same(spoken({ target: 'ns', type: 'state', data: ['running'] }), [], 'a state is not said aloud')
  t.end()
})

t.test('an action is done when it has ended, not when it has begun', (t) => {
  const done = (name: string) =>
    parseOutput(recorded(name)).flatMap((message) => (isDone(message, 'provision') ? [message.target] : []))
  t.same(done('provision'), ['ns'])
  t.same(done('provision-failed'), [])
  t.end()
})
