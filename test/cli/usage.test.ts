import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { run } from '../../src/cli/run.ts'

/*
 * What people type wrong. None of these may touch anything, so they run in an empty home.
 */
const home = mkdtempSync(join(tmpdir(), 'pglab-usage-'))
process.env.PGLAB_HOME = home
process.env.XDG_CONFIG_HOME = home
t.teardown(() => rmSync(home, { recursive: true, force: true }))

const long = 'a'.repeat(300)
const cases: [line: string[], code: number, en: RegExp, ru: RegExp][] = [
  [['stauts'], 2, /no command "stauts"\. Did you mean "status"\?/, /Команды «stauts» нет\. Может быть, «status»\?/],
  [['snapshot', 'shave', 'x'], 2, /Did you mean "save"\? Known: save, restore, list, delete/, /Есть: save, restore/],
  [['up', '--nmae', 'x'], 2, /There is no option --nmae/, /Параметра --nmae нет/],
  [['up', '--name'], 2, /The option .*--name.* needs a value/, /Параметру .*--name.* нужно значение/],
  [['ssh'], 2, /The argument <machine> is missing/, /Не хватает аргумента <machine>/],
  [['up', 'a', 'b'], 2, /Too many arguments/, /Лишние аргументы/],
  [['up', 'patroni2'], 2, /no lab "patroni2"\. Did you mean "patroni"\?/, /Лаборатории «patroni2» нет/],
  [['up', '../../etc/passwd'], 2, /cannot be the name of an instance|no lab/, /не годится|нет/],
  [['up', '--name', '../x'], 2, /"\.\.\/x" cannot be the name/, /«\.\.\/x» не годится/],
  [['up', '--name', 'two words'], 2, /"two words" cannot be the name/, /«two words» не годится/],
  [['up', '--name', '; rm -rf'], 2, /"; rm -rf" cannot be the name/, /«; rm -rf» не годится/],
  [['up', '--name', long], 2, /"a{60}" cannot be the name/, /«a{60}» не годится/],
  [['up', '--provider', 'docker'], 2, /no provider "docker"\. Known: nspawn, vagrant/, /Провайдера «docker» нет/],
  [
    ['up', '--os', 'win'],
    2,
    /no operating system "win"\. Known: almalinux9, centos-stream9, debian13, rocky9/,
    /Операционной системы «win» нет/,
  ],
  [
    ['build', 'patroni', '--os', 'centos7', '--out', join(home, 'x')],
    2,
    /CentOS 7 is not offered: .*end of life.*Take rocky9/,
    /CentOS 7 не поддерживается: .*Возьмите rocky9/,
  ],
  [['up', '--os', 'CentOS-7', '--provider', 'vagrant'], 2, /CentOS 7 is not offered/, /CentOS 7 не поддерживается/],
  [
    ['build', 'patroni', '--out', join(home, 'x'), '--box-url', 'ftp://x/y.box'],
    2,
    /"ftp:\/\/x\/y\.box" is no address of a box: it must begin with http/,
    /«ftp:\/\/x\/y\.box» не годится как адрес образа/,
  ],
  [
    ['build', 'patroni', '--out', join(home, 'x'), '--box-url', '/nowhere/a.box'],
    2,
    /There is no box file \/nowhere\/a\.box/,
    /Файла образа \/nowhere\/a\.box нет/,
  ],
  [
    ['build', 'patroni', '--out', join(home, 'x'), '--box-mirror', 'boxes'],
    2,
    /"boxes" is no address of a box/,
    /«boxes» не годится как адрес образа/,
  ],
  [
    ['build', 'patroni', '--out', '/etc/hostname/no'],
    3,
    /The folder \/etc\/hostname\/no cannot be written/,
    /В папку \/etc\/hostname\/no записать нельзя/,
  ],
  [['status'], 2, /No lab is up on this host.*\.\/pglab up/, /нет ни одной лаборатории.*\.\/pglab up/],
  [['status', '--name', 'nobody'], 2, /No lab is up/, /нет ни одной/],
  [['submit', '--student', 's01'], 2, /No lab is up/, /нет ни одной/],
  [['join', '/nowhere/s01.ticket'], 2, /s01\.ticket is no ticket of a course/, /s01\.ticket – не билет курса/],
  [['destroy', '--yes'], 2, /No lab is up/, /нет ни одной/],
  [['test', 'slow'], 2, /no part "slow".*check, fast, live/, /Части тестов «slow» нет/],
]

for (const [line, code, en, ru] of cases) {
  t.test(`pglab ${line.map((word) => word.slice(0, 30)).join(' ')}`, async (t) => {
    for (const [language, expected] of [
      ['en', en],
      ['ru', ru],
    ] as const) {
      const errors = t.capture(console, 'error')
      const [command = '', ...rest] = line
      t.equal(await run([command, '--lang', language, ...rest]), code)
      const said = errors().map(({ args }) => args.join(' '))
      t.equal(said.length, 1, 'one message')
      t.match(said[0], expected)
      t.notMatch(said[0], /\n {4}at /, 'no stack trace')
    }
  })
}

t.test('an unknown language is told before anything else is', async (t) => {
  // The cases above left Russian as the remembered choice.
  const errors = t.capture(console, 'error')
  t.equal(await run(['status', '--lang', 'de']), 2)
  t.match(errors()[0]?.args[0], /«de» нет; есть: en, ru/)
})

t.test('a language that was chosen is remembered', async (t) => {
  const said = t.capture(console, 'error')
  await run(['status', '--lang', 'ru'])
  await run(['status'])
  t.match(said()[1]?.args[0], /нет ни одной лаборатории/)
})
