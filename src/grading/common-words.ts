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
}
