import type { Instance } from '../instance/instance.ts'
import { withLock } from '../instance/lock.ts'
import type { Text } from '../words/say.ts'
import { interruptible } from './interrupt.ts'

const goesOn: Text = {
  en: 'Interrupted half-way. Nothing is lost: the next command finishes what was begun; see ./pglab status.',
  ru: 'Прервано на полпути. Ничего не потеряно: начатое закончит следующая команда; посмотрите ./pglab status.',
}

/**
 * Runs a command's work on an instance with nobody else at it, and lets Ctrl-C break it off with one sentence.
 * Work that can be undone says how; the rest is made so that the next command goes on with it.
 */
export const exclusively = <T>(
  instance: Instance,
  work: (signal: AbortSignal) => Promise<T>,
  undo?: { how: () => Promise<void>; sentence: Text },
): Promise<T> =>
  withLock(instance.name, () => interruptible(work, undo?.how ?? (async () => {}), undo?.sentence ?? goesOn))
