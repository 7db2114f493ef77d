import type { Failure } from './kind.ts'

/** Verdicts that the engine itself gives, whatever the kind of the check. */
export const commonWords: Readonly<Record<string, Failure>> = {
  unreachable: {
    says: {
      en: '{machine} could not be asked: {reason}',
      ru: '{machine} не удалось опросить: {reason}',
    },
    look: {
      en: './pglab status shows what each machine is doing; ./pglab up starts one that is off.',
      ru: './pglab status покажет, что делает каждая машина; выключенную запустит ./pglab up.',
    },
  },
  crashed: {
    says: {
      en: 'The check itself broke down: {reason}. This is not your mistake.',
      ru: 'Сломалась сама проверка: {reason}. Вашей ошибки в этом нет.',
    },
    look: {
      en: 'Check again; if it stays so, tell whoever gave you this lab.',
      ru: 'Повторите проверку; если не поможет, сообщите тому, кто дал вам лабораторию.',
    },
  },
  untried: {
    says: {
      en: 'What the checker does to the lab itself could not be done: {reason}',
      ru: 'Испытание, которое проводит сама проверка, выполнить не удалось: {reason}',
    },
    look: {
      en: './pglab status; then check again',
      ru: './pglab status; затем повторите проверку',
    },
  },
  skipped: {
    says: {
      en: 'Not looked at yet: first {needs}.',
      ru: 'Пока не проверялось: сначала {needs}.',
    },
  },
  past: {
    says: {
      en: 'Not looked at: it speaks of what happened since the start (--evidence).',
      ru: 'Не проверялось: речь о том, что было с начала попытки (--evidence).',
    },
  },
  unmarked: {
    says: {
      en: 'Not looked at: it speaks of what happened since the start, and nobody noted when this exercise was started.',
      ru: 'Не проверялось: речь о том, что было с начала попытки, а начало этого упражнения никем не отмечено.',
    },
  },
  'no-trials': {
    says: {
      en: 'Not looked at: for this the checker does something to the lab itself (--trials).',
      ru: 'Не проверялось: для этого проверка сама воздействует на лабораторию (--trials).',
    },
  },
  'trial-far': {
    says: {
      en: 'Not looked at: for this the checker does something to the lab, which it does to instances on this host alone.',
      ru: 'Не проверялось: для этого проверка воздействует на лабораторию, а это возможно только с экземплярами на этом хосте.',
    },
  },
}
