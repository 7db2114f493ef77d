import t from 'tap'
import { parseSshConfig } from '../../../src/providers/vagrant/ssh-config.ts'
import { recorded } from './world.ts'

t.test('Vagrant 2.3', (t) => {
  t.same(parseSshConfig(recorded('ssh-config'), 'pg01'), { host: '127.0.0.1', port: 2200 })
  t.end()
})

t.test('Vagrant 2.4: several machines, quoted and repeated keys', (t) => {
  const text = recorded('ssh-config-2.4')
  t.same(parseSshConfig(text, 'pg01'), { host: '127.0.0.1', port: 2200 })
  t.same(parseSshConfig(text, 'ns'), { host: '127.0.0.1', port: 2222 })
  t.same(parseSshConfig(text.replaceAll('\n', '\r\n'), 'ns'), { host: '127.0.0.1', port: 2222 }, 'on Windows')
  t.same(parseSshConfig(`  Port 1\n${text}  Port 9\n`, 'pg01')?.port, 2200, 'the first value of the machine holds')
  t.equal(parseSshConfig(text, 'pg02'), undefined, 'a machine it does not speak of')
  t.end()
})

t.test('an address that is none is not believed', (t) => {
  const config = (host: string, port: string) => parseSshConfig(`Host ns\n  HostName ${host}\n  Port ${port}\n`, 'ns')
  t.same(config('"192.168.121.7"', '22'), { host: '192.168.121.7', port: 22 })
  t.same(config('fe80::1', '22'), { host: 'fe80::1', port: 22 })
  const bad: [string, string][] = [
    ['-oProxyCommand=reboot', '22'],
    ['127.0.0.1', '0'],
    ['127.0.0.1', '65536'],
    ['127.0.0.1', '22;reboot'],
    ['127.0.0.1', '-1'],
    ['127.0.0.1', '22.5'],
    ['a/b', '22'],
  ]
  for (const [host, port] of bad) t.equal(config(host, port), undefined, `${host} ${port}`)
  t.equal(parseSshConfig('', 'ns'), undefined)
  t.equal(parseSshConfig('Host ns\n  HostName 127.0.0.1\n', 'ns'), undefined, 'cut off before the port')
  t.equal(parseSshConfig(`Host ns\n${'  IdentityFile x\n'.repeat(300_000)}`, 'ns'), undefined, 'long')
  t.end()
})
