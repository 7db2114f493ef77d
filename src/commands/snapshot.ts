import { Command as Parser } from 'commander'
import type { Command } from '../cli/command.ts'
import { type InstanceOptions, instanceOption, jsonOption, yesOption } from '../cli/options.ts'
import { exit, wrongUsage } from '../errors.ts'
import { labName } from '../lab/names.ts'
import { language, say, type Text } from '../words/say.ts'

type Options = InstanceOptions & { json?: boolean; yes?: boolean }

const actions: Record<string, Text> = {
  save: { en: 'keep the state of all machines at this moment', ru: 'сохранить состояние всех машин на этот момент' },
  restore: { en: 'go back to a snapshot', ru: 'вернуться к снимку' },
  list: { en: 'show the snapshots', ru: 'показать снимки' },
  delete: { en: 'forget a snapshot', ru: 'удалить снимок' },
}

const snapshot: Command = {
  summary: {
    en: 'save, restore, list or delete snapshots of the whole lab',
    ru: 'сохранить, восстановить, показать или удалить снимки всей лаборатории',
  },
  position: 80,
  examples: [
    { line: 'save before-upgrade', text: { en: 'all machines at one moment', ru: 'все машины в один момент' } },
    { line: 'restore before-upgrade', text: { en: 'and back', ru: 'и обратно' } },
    { line: 'list', text: { en: 'what there is', ru: 'что есть' } },
  ],
  declare(parser) {
    for (const [action, text] of Object.entries(actions)) {
      const child = new Parser(action).description(say(text)).addOption(instanceOption()).addOption(jsonOption())
      if (action !== 'list') child.argument('<name>', say({ en: 'name of the snapshot', ru: 'имя снимка' }))
      if (action === 'restore') child.addOption(yesOption())
      parser.addCommand(child)
    }
  },
  async run(options: Options, action: keyof typeof actions, name: string) {
    const [{ open }, { exclusively }, { showSteps }, { assertSnapshot, restore }] = await Promise.all([
      import('../lifecycle/open.ts'),
      import('../cli/exclusively.ts'),
      import('../cli/steps.ts'),
      import('../lifecycle/restore.ts'),
    ])
    const opened = await open(options.name)
    const { instance, provider } = opened
    const { snapshots } = provider
    const steps = showSteps(options.json === true)
    if (action === 'save') {
      assertName(name)
      await exclusively(instance, async () => {
        if ((await snapshots.list(instance)).some((known) => known.name === name)) throw taken(name)
        await steps.step('snapshot', (progress) => snapshots.save(instance, name, progress))
      })
    } else if (action === 'restore') {
      assertSnapshot(name, await snapshots.list(instance))
      const { confirm, unchanged } = await import('../cli/confirm.ts')
      const sure = await confirm(
        {
          en: 'Go back to "{name}"? What was done since then is lost.',
          ru: 'Вернуться к «{name}»? Всё сделанное с тех пор пропадёт.',
        },
        { name },
        options,
      )
      if (sure) await exclusively(instance, () => restore(opened, name, steps))
      else console.log(say(unchanged))
    } else if (action === 'delete') {
      await exclusively(instance, async () => {
        assertSnapshot(name, await snapshots.list(instance))
        await snapshots.delete(instance, name)
      })
    }
    // Whatever was done, the list is what there is now; unasked it would only repeat what was just said.
    if (action === 'list' || options.json) await print(await snapshots.list(instance), options.json === true)
    return exit.done
  },
}

async function print(list: readonly { name: string; created: number }[], json: boolean): Promise<void> {
  if (json) return console.log(JSON.stringify(list))
  if (list.length === 0) return console.log(say({ en: 'No snapshots yet.', ru: 'Снимков пока нет.' }))
  const { table } = await import('../reports/table.ts')
  const head = [say({ en: 'Snapshot', ru: 'Снимок' }), say({ en: 'Taken', ru: 'Сделан' })]
  console.log(
    table(
      head,
      list.map(({ name, created }) => [name, new Date(created).toLocaleString(language())]),
    ),
  )
}

/** The same rule as for instances: it becomes a word in files and messages. */
function assertName(name: string): void {
  if (labName.test(name)) return
  throw wrongUsage(
    {
      en: '"{name}" cannot be the name of a snapshot: use up to 30 lower-case letters, digits and hyphens, a letter first.',
      ru: '«{name}» не годится как имя снимка: до 30 строчных латинских букв, цифр и дефисов, сначала буква.',
    },
    { name: name.slice(0, 60) },
  )
}

const taken = (name: string) =>
  wrongUsage(
    {
      en: 'There is a snapshot "{name}" already. Choose another name, or delete it: ./pglab snapshot delete {name}',
      ru: 'Снимок «{name}» уже есть. Возьмите другое имя или удалите его: ./pglab snapshot delete {name}',
    },
    { name },
  )

export default snapshot
