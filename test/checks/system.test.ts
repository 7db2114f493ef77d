import t from 'tap'
import { judged } from './judged.ts'

const show = (properties: object): string =>
  Object.entries({
    LoadState: 'loaded',
    ActiveState: 'active',
    SubState: 'running',
    UnitFileState: 'enabled',
    MainPID: '153',
    RunsAs: 'etcd',
    ...properties,
  })
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

const service = (properties: object = {}, user?: string) =>
  judged('system/service', { unit: 'etcd', machines: ['pg01', 'pg02'], user }, [show({}), show(properties)])

t.test('a service that runs and will run', async (t) => {
  t.match(service({}, 'etcd'), { verdict: 'pass' })
  t.match(service({ UnitFileState: 'static' }), { verdict: 'pass' })
  t.match(service({ RunsAs: 'root' }), { verdict: 'pass' }, 'as anybody, where nobody is named')
  t.match(service({ RunsAs: 'root' }, 'etcd'), { verdict: 'fail', word: 'user', machine: 'pg02', found: 'root' })
  t.match(service({ LoadState: 'not-found', ActiveState: 'inactive' }), { word: 'absent' })
  t.match(service({ ActiveState: 'activating', SubState: 'auto-restart' }), {
    word: 'inactive',
    found: 'activating (auto-restart)',
  })
  for (const state of ['disabled', 'masked', 'enabled-runtime', ''])
    t.match(service({ UnitFileState: state }), { word: 'disabled' })
  t.match(judged('system/service', { unit: 'etcd', machines: ['pg01'] }, ['']), { verdict: 'fail', word: 'absent' })
})

t.test('the name of a unit cannot carry shell lines', async (t) => {
  t.throws(() => judged('system/service', { unit: 'etcd; reboot', machines: ['pg01'] }, []))
})

t.test('a folder that belongs to one user alone', async (t) => {
  const owned = (said: string | object) =>
    judged('system/owned-by', { path: '/var/lib/etcd', user: 'etcd', machines: ['pg01', 'pg02'] }, ['700\n', said])
  t.match(owned('700\n'), { verdict: 'pass' })
  t.match(owned('700\nroot /var/lib/etcd/member\n'), {
    verdict: 'fail',
    word: 'stranger',
    found: 'root',
    machine: 'pg02',
  })
  t.match(owned('777\n'), { word: 'open', found: '777' })
  t.match(owned('750\n'), { verdict: 'pass' }, 'a group may look in')
  t.match(owned({ code: 1, stderr: 'stat: cannot statx' }), { word: 'absent' })
  t.throws(() => judged('system/owned-by', { path: '/a; reboot', user: 'etcd', machines: ['pg01'] }, []))
})
