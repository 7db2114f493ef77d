import t from 'tap'
import type { Instance } from '../../../src/instance/instance.ts'
import { prepareImage } from '../../../src/providers/nspawn/instance-image.ts'
import { wayIn } from '../../../src/providers/nspawn/way-in.ts'

const whole = {
  etc: { 'os-release': 'ID=rocky\n' },
  usr: { bin: { bash: '' }, sbin: { sshd: '' }, lib: { systemd: { systemd: '' } } },
}
const instanceIn = (folder: string): Instance => ({
  name: 'given',
  lab: 'patroni',
  provider: 'nspawn',
  os: 'rocky9',
  created: 0,
  folder,
  network: { prefix: 24 },
  machines: [],
})
const prepare = (folder: string) => prepareImage(instanceIn(folder), () => {})

t.afterEach(() => {
  delete process.env.PGLAB_IMAGE
})

t.test('a whole system that somebody else has made will do', async (t) => {
  process.env.PGLAB_IMAGE = t.testdir(whole)
  await t.resolves(prepare(t.testdirName))
})

t.test('a folder without one is refused with what it lacks', async (t) => {
  process.env.PGLAB_IMAGE = t.testdir({ ...whole, usr: { bin: { bash: '' }, lib: { systemd: { systemd: '' } } } })
  await t.rejects(prepare(t.testdirName), { code: 2, message: /there is no usr\/sbin\/sshd in it/ })
  process.env.PGLAB_IMAGE = '/no/such/folder'
  await t.rejects(prepare(t.testdirName), { code: 2, message: /there is no etc\/os-release in it/ })
})

t.test('without one, a system that the kit has no recipe for is refused with the way out', async (t) => {
  await t.rejects(prepare(t.testdir({})), { code: 3, message: /Containers of rocky9 .*PGLAB_IMAGE=FOLDER/ })
})

t.test('an older systemd gets the door that a newer one has by itself', async (t) => {
  const newer = { usr: { lib: { systemd: { 'system-generators': { 'systemd-ssh-generator': '' } } } } }
  t.same(wayIn(t.testdir(newer)), [])
  t.match(wayIn(t.testdir({}))[0], {
    path: 'etc/systemd/system/pglab-ssh.socket',
    text: /ListenStream=\/run\/ssh-unix-local\/socket/,
  })
})
