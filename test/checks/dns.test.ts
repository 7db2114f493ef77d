import t from 'tap'
import { judged, type Said, scene } from './judged.ts'

interface Heard {
  server?: string
  /** A name whose record is changed: to another address, or to nothing. */
  name?: string
  address?: string
}

/** What dig prints with +noall +answer +stats (BIND 9.20). */
const dig = ({ server = '192.168.56.10', name, address }: Heard = {}): string =>
  scene.lab.machines
    .flatMap((machine) => {
      const is = machine.name === name ? address : machine.address
      const back = machine.address.split('.').reverse().join('.')
      return [
        is ? `${machine.hostname}.lab.test.\t\t60\tIN\tA\t${is}` : '',
        `;; Query time: 0 msec\n;; SERVER: ${server}#53(${server}) (UDP)\n;; MSG SIZE  rcvd: 84\n`,
        `${back}.in-addr.arpa. 60\tIN\tPTR\t${machine.hostname}.lab.test.`,
        `;; SERVER: ${server}#53(${server}) (UDP)\n`,
      ]
    })
    .join('\n')

const resolves = (said: Said) => judged('dns/resolves', { machines: ['pg01', 'pg02'] }, [dig(), said])

t.test('names and addresses', async (t) => {
  t.match(resolves(dig()), { verdict: 'pass', params: { machines: 'pg01, pg02', server: 'ns' } })
  t.match(resolves(dig({ server: '127.0.0.1' })), { verdict: 'pass' }, 'the name server itself')
  t.match(resolves(dig({ server: '10.0.2.3' })), {
    verdict: 'fail',
    word: 'stranger',
    machine: 'pg02',
    found: '10.0.2.3',
  })
  t.match(resolves(dig({ name: 'pg03' })), { word: 'unknown', params: { names: 'pg03.lab.test A 192.168.56.13' } })
  t.match(resolves(dig({ name: 'pg03', address: '192.168.56.31' })), { word: 'unknown' })
  t.match(resolves({ stdout: ';; no servers could be reached', code: 9 }), { word: 'silent' })
  t.match(resolves({ code: 124 }), { word: 'silent' })
})
