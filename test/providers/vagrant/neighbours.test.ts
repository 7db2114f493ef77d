import { existsSync } from 'node:fs'
import t from 'tap'
import { folderOf } from '../../../src/providers/vagrant/folder.ts'
import { anInstance, giveId, idOf, makeWorld, recorded, said } from './world.ts'

const running = said(recorded('status-running'))
const provisions = /^vagrant provision (ns|pg0\d)$/

t.test('two instances at the same addresses do not run side by side', async (t) => {
  const world = makeWorld(t, [
    ['VBoxManage list runningvms', () => said(`"pglab-group-a-pg01" {${idOf('pg01').replace('0b', '1b')}}\n`)],
    ['vagrant status', running],
    [provisions, said(recorded('provision'))],
  ])
  const { provider, instance, build, calls } = world
  const other = anInstance('group-a')
  giveId(other, 'pg01', idOf('pg01').replace('0b', '1b'))
  const trouble = await provider.start(instance, build, () => {}).catch(String)
  t.match(trouble, /"group-a" is running and already uses 192\.168\.56\.11.*pglab halt --name group-a/)
  t.same(calls, ['VBoxManage list runningvms'], 'and nothing was touched')

  giveId(other, 'pg01', idOf('pg01').replace('0b', '2b'))
  await provider.start(instance, build, () => {})
  t.ok(existsSync(folderOf(instance)), 'one that is off is in nobody’s way')
})
