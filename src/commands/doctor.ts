import { Option } from 'commander'
import type { Command } from '../cli/command.ts'
import { jsonOption, labArgument } from '../cli/options.ts'
import { exit } from '../errors.ts'
import { say } from '../words/say.ts'

interface Options {
  provider?: string
  json?: boolean
}

const doctor: Command = {
  summary: {
    en: 'check whether this computer can run the labs',
    ru: 'проверить, потянет ли этот компьютер лаборатории',
  },
  position: 110,
  examples: [
    { line: '', text: { en: 'what is missing and how to mend it', ru: 'чего не хватает и как это исправить' } },
    { line: '--provider vagrant', text: { en: 'for virtual machines', ru: 'для виртуальных машин' } },
  ],
  declare(parser) {
    labArgument(parser)
      .addOption(
        new Option(
          '--provider <provider>',
          say({
            en: 'nspawn (containers) or vagrant; else what this computer would use',
            ru: 'nspawn (контейнеры) или vagrant; иначе тот, что здесь подходит',
          }),
        ),
      )
      .addOption(jsonOption())
  },
  async run({ provider, json }: Options, lab?: string) {
    const [{ examine }, { subjectOf }, { doctorWords }] = await Promise.all([
      import('../doctor/examine.ts'),
      import('../doctor/subject.ts'),
      import('../reports/doctor-words.ts'),
    ])
    const findings = await examine(await subjectOf(lab ?? 'patroni', provider))
    const up = ['./pglab up', ...(lab ? [lab] : []), ...(provider ? ['--provider', provider] : [])].join(' ')
    console.log(json ? JSON.stringify(findings) : doctorWords(findings, up))
    return findings.some(({ verdict }) => verdict === 'broken') ? exit.notPassed : exit.done
  },
}

export default doctor
