import { z } from 'zod'
import { about } from '../../src/grading/about.ts'
import { checkKind, fail, pass } from '../../src/grading/kind.ts'
import { shown } from '../../src/words/shown.ts'

/** Source: systemctl(1), "show"; the states of a unit file under "is-enabled" */
export default checkKind({
  proves: {
    en: 'A service runs on the machines, started by systemd, and will run after the next boot.',
    ru: 'Служба работает на машинах, запущена systemd и запустится после перезагрузки.',
  },
  parameters: z.object({
    unit: about(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9@_.-]{0,80}$/), {
      en: 'name of the unit',
      ru: 'имя юнита',
    }),
    machines: about(z.array(z.string()).min(1), { en: 'on which machines', ru: 'на каких машинах' }),
    user: about(z.string().optional(), {
      en: 'as whom it runs; any user, where none is named',
      ru: 'от имени кого она работает; если не указано – всё равно',
    }),
  }),
  example: { unit: 'etcd', machines: ['pg01', 'pg02', 'pg03'], user: 'etcd' },
  pass: {
    en: '{unit} runs on {machines} and starts at boot.',
    ru: 'Служба {unit} работает на {machines} и запускается при загрузке.',
  },
  failures: {
    absent: {
      says: { en: '{machine} has no unit {unit}.', ru: 'На {machine} нет юнита {unit}.' },
      look: { en: 'On {machine}: systemctl list-unit-files', ru: 'На {machine}: systemctl list-unit-files' },
    },
    inactive: {
      says: {
        en: '{unit} does not run on {machine}: {state}.',
        ru: 'Служба {unit} на {machine} не работает: {state}.',
      },
      cause: {
        en: 'It was stopped, it fails as it starts, or the program was started by hand past systemd.',
        ru: 'Она остановлена, падает при запуске, либо программу запустили вручную, мимо systemd.',
      },
      look: {
        en: 'On {machine}: systemctl status {unit}; journalctl -u {unit}',
        ru: 'На {machine}: systemctl status {unit}; journalctl -u {unit}',
      },
    },
    disabled: {
      says: {
        en: '{unit} runs on {machine} now, but will not after the next boot: {state}.',
        ru: 'Служба {unit} на {machine} работает, но после перезагрузки не запустится: {state}.',
      },
      look: { en: 'On {machine}: systemctl enable {unit}', ru: 'На {machine}: systemctl enable {unit}' },
    },
    user: {
      says: {
        en: '{unit} runs as {found} on {machine}; it was to run as {user}.',
        ru: 'Служба {unit} на {machine} работает от имени {found}, а должна – от имени {user}.',
      },
      cause: {
        en: 'Its unit was changed: a way around missing rights is no repair.',
        ru: 'Изменён её юнит: обойти нехватку прав – не значит её устранить.',
      },
      look: { en: 'On {machine}: systemctl cat {unit}', ru: 'На {machine}: systemctl cat {unit}' },
    },
  },
  ask: ({ unit, machines }) =>
    machines.map((machine) => ({
      machine,
      run: `systemctl show ${unit} -p LoadState -p ActiveState -p SubState -p UnitFileState -p MainPID
stat -c 'RunsAs=%U' /proc/"$(systemctl show ${unit} -P MainPID)" 2>/dev/null || true`,
    })),
  judge(answers, { unit, machines, user }) {
    for (const answer of answers) {
      const is = properties(answer?.stdout ?? '')
      const state = `${is.ActiveState ?? '?'} (${is.SubState ?? '?'})`
      const facts = { machine: answer?.machine, expected: 'active, enabled', found: state, params: { unit, state } }
      if (is.LoadState === undefined || is.LoadState === 'not-found') return fail('absent', facts)
      if (is.ActiveState !== 'active') return fail('inactive', facts)
      const atBoot = is.UnitFileState ?? '?'
      if (!['enabled', 'static', 'alias', 'indirect', 'generated'].includes(atBoot))
        return fail('disabled', { ...facts, found: atBoot, params: { unit, state: atBoot } })
      const found = is.RunsAs ?? '?'
      if (user !== undefined && found !== user)
        return fail('user', { ...facts, expected: user, found, params: { unit, user, found } })
    }
    return pass({
      expected: 'active, enabled',
      found: 'active, enabled',
      params: { unit, machines: machines.join(', ') },
    })
  },
})

/** Lines `Name=value`. */
const properties = (printed: string): Partial<Record<string, string>> =>
  Object.fromEntries(
    printed
      .slice(0, 4000)
      .split('\n')
      .flatMap((line) => {
        const match = /^([A-Za-z]{1,40})=(.*)$/.exec(line)
        return match?.[1] ? [[match[1], shown(match[2] ?? '')]] : []
      }),
  )
