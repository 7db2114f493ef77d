import t from 'tap'
import { home, settingsFolder } from '../../src/instance/home.ts'
import { lockName, withLock } from '../../src/instance/lock.ts'
import { sshPath } from '../../src/providers/vagrant/ssh-target.ts'
import { vboxManage } from '../../src/providers/vagrant/virtualbox.ts'
import { asCalled } from '../../src/words/say.ts'

const person = 'C:\\Users\\Иван Петров'
const windows = { platform: 'win32', person, isRoot: false } as const
const roaming = { APPDATA: `${person}\\AppData\\Roaming`, LOCALAPPDATA: `${person}\\AppData\\Local` }

t.test('where things are kept', (t) => {
  t.equal(home({ ...windows, env: roaming }), `${person}\\AppData\\Local\\pglab`)
  t.equal(home({ ...windows, env: {} }), `${person}\\AppData\\Local\\pglab`)
  t.equal(home({ ...windows, env: { PGLAB_HOME: 'D:\\labs' } }), 'D:\\labs')
  t.equal(settingsFolder({ ...windows, env: roaming }), `${person}\\AppData\\Roaming\\pglab`)
  t.equal(settingsFolder({ ...windows, env: {} }), `${person}\\AppData\\Roaming\\pglab`)

  const linux = { platform: 'linux', person: '/home/иван', isRoot: false } as const
  t.equal(home({ ...linux, env: {} }), '/home/иван/.local/share/pglab')
  t.equal(home({ ...linux, env: { XDG_DATA_HOME: '/data' } }), '/data/pglab')
  t.equal(home({ ...linux, env: {}, isRoot: true }), '/var/lib/pglab')
  t.equal(settingsFolder({ ...linux, env: {} }), '/home/иван/.config/pglab')
  t.end()
})

t.test('one pglab at a time', async (t) => {
  const pipe = lockName('patroni', person, 'win32') ?? ''
  t.match(pipe, /^\\\\\.\\pipe\\pglab-[0-9a-f]{32}$/)
  t.not(pipe, lockName('patroni', 'C:\\Users\\Мария', 'win32'), 'for each person')
  t.equal(lockName('patroni', '/Users/ivan', 'darwin'), undefined)
  await withLock('test-windows', () =>
    t.rejects(
      withLock('test-windows', async () => {}),
      /Another pglab is working on test-windows/,
    ),
  )
  await withLock('test-windows', async () => t.pass('and again once it is done'))
})

t.test('programs', (t) => {
  const program = 'C:\\Program Files\\Oracle\\VirtualBox\\VBoxManage.exe'
  const env = { VBOX_MSI_INSTALL_PATH: 'C:\\Program Files\\Oracle\\VirtualBox\\' }
  const there = (path: unknown) => path === program
  t.equal(vboxManage('win32', env, there), program, 'its installer says where')
  t.equal(
    vboxManage('win32', env, () => false),
    'VBoxManage',
    'else the PATH must know',
  )
  t.equal(vboxManage('win32', {}, there), 'VBoxManage')
  t.equal(vboxManage('linux', env, there), 'VBoxManage')
  t.equal(sshPath(`${person}\\known_hosts`, 'win32'), '"C:/Users/Иван Петров/known_hosts"')
  t.equal(sshPath('/home/a b/c\\d', 'linux'), '"/home/a b/c\\d"')
  t.equal(asCalled('Bring it up with: ./pglab up', 'win32'), 'Bring it up with: npx pglab up')
  t.equal(asCalled('Bring it up with: ./pglab up', 'linux'), 'Bring it up with: ./pglab up')
  t.end()
})
