import type { Command } from '../cli/command.ts'
import { jsonOption } from '../cli/options.ts'
import { exit } from '../errors.ts'

const doctor: Command = {
  summary: {
    en: 'check whether this computer can run the labs',
    ru: 'проверить, потянет ли этот компьютер лаборатории',
  },
  position: 110,
  examples: [
    { line: '', text: { en: 'what is missing and how to mend it', ru: 'чего не хватает и как это исправить' } },
  ],
  declare(parser) {
    parser.addOption(jsonOption())
  },
  async run({ json }: { json?: boolean }) {
    const [{ examine }, { doctorWords }] = await Promise.all([
      import('../doctor/examine.ts'),
      import('../reports/doctor-words.ts'),
    ])
    const findings = await examine()
    console.log(json ? JSON.stringify(findings) : doctorWords(findings))
    return findings.some(({ verdict }) => verdict === 'broken') ? exit.notPassed : exit.done
  },
}

export default doctor
