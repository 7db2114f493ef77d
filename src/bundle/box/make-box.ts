import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cannot, LabError } from '../../errors.ts'
import { lastLines, run } from '../../host/run.ts'
import { home } from '../../instance/home.ts'
import type { Lab } from '../../lab/lab.ts'
import type { Progress } from '../../providers/provider.ts'
import { providerBelow, write } from '../../providers/vagrant/folder.ts'
import type { Runner } from '../../providers/vagrant/runner.ts'
import { makeTools } from '../../providers/vagrant/tools.ts'
import { assertUsable } from '../../providers/vagrant/usable.ts'
import type { Known } from '../../registry.ts'
import { boxMachine, boxRecipe } from './recipe.ts'

/** ms. A slow line and an old disk; what takes longer is broken. */
const limit = 2 * 3600_000

/**
 * Makes the box of a lab with Vagrant: a machine with all packages of the lab, packaged. It is kept, and made again
 * only where the lab wants something else. Gives the path of the file.
 */
export async function makeBox(
  lab: Lab,
  os: string,
  known: Known,
  tell: Progress,
  signal: AbortSignal,
  runner: Runner = run,
): Promise<string> {
  const recipe = boxRecipe(lab, os, known)
  const provider = providerBelow()
  const folder = join(home(), 'boxes', `${lab.id}-${os}-${provider}-${recipe.digest.slice(0, 12)}`)
  const kept = join(folder, 'lab.box')
  if (existsSync(kept)) return kept
  await assertUsable(makeTools(runner)).catch(elsewhere)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  write(join(folder, 'Vagrantfile'), recipe.vagrantfile)
  write(join(folder, recipe.script.path), recipe.script.text, 0o700)
  const part = `${kept}.part`
  const vagrant = vagrantIn(folder, provider, tell, runner)
  try {
    await vagrant(['up', '--provider', provider], signal)
    await vagrant(['halt'], signal)
    rmSync(part, { force: true })
    await vagrant(['package', boxMachine, '--output', part], signal)
    renameSync(part, kept)
    return kept
  } finally {
    rmSync(part, { force: true })
    // Also after Ctrl-C: a machine that nobody knows of would keep its memory.
    await vagrant(['destroy', '-f']).catch(() => {})
  }
}

/** Runs Vagrant in a folder and throws with its last words where it fails. */
const vagrantIn =
  (cwd: string, provider: string, tell: Progress, runner: Runner) =>
  async (args: readonly string[], signal?: AbortSignal): Promise<void> => {
    const env = {
      ...process.env,
      VAGRANT_DEFAULT_PROVIDER: provider,
      VAGRANT_CHECKPOINT_DISABLE: '1',
      VAGRANT_CWD: cwd,
    }
    const ran = await runner('vagrant', args, { cwd, env, limit, onLine: tell, signal })
    if (ran.code === 0) return
    throw cannot(
      {
        en: 'The box could not be made: vagrant {args} failed in {cwd}. Its last words:',
        ru: 'Создать образ не удалось: vagrant {args} в {cwd} завершился с ошибкой. Его последние слова:',
      },
      { args: args.join(' '), cwd },
      lastLines(ran.stderr || ran.stdout, 12),
    )
  }

/** This computer cannot; another one may. */
function elsewhere(trouble: unknown): never {
  if (!(trouble instanceof LabError)) throw trouble
  throw cannot(
    {
      en: 'A box is made by Vagrant, and this computer cannot run it: {reason} Or run this command on a computer that has Vagrant and VirtualBox, or name a box file that was made there: --with-box FILE.',
      ru: 'Образ создаёт Vagrant, а здесь он не запустится: {reason} Или выполните эту команду на компьютере с Vagrant и VirtualBox, или укажите созданный там файл образа: --with-box ФАЙЛ.',
    },
    { reason: trouble.message },
    [],
    trouble,
  )
}
