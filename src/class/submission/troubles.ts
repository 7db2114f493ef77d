import type { Text } from '../../words/say.ts'

/** Why a submission or a result in it does not count, by the word of the trouble. Never rename a key. */
export const submissionTroubles = {
  'submission-lab': { en: 'It is of the lab {lab}.', ru: 'Работа относится к лаборатории {lab}.' },
  'submission-nobody': { en: 'The roster has no student {id}.', ru: 'Студента {id} в списке группы нет.' },
  'submission-signature': {
    en: 'The signature does not fit: the file was changed after it was packed.',
    ru: 'Подпись не сходится: файл изменён после упаковки.',
  },
  'submission-seal': {
    en: "The seal of the student's ticket does not fit: the file was edited, or the ticket is of another course.",
    ru: 'Печать билета не сходится: файл изменён или билет выдан другим курсом.',
  },
  'submission-no-ticket': {
    en: 'Packed without the ticket of the course (./pglab join), so the exercises drew other values.',
    ru: 'Упаковано без билета курса (./pglab join), поэтому значения в упражнениях другие.',
  },
  'submission-evidence': {
    en: "The observer's journals in it do not follow one another: lines were changed, taken out or put in.",
    ru: 'Цепочка журналов наблюдателя нарушена: строки изменены, удалены или вставлены.',
  },
  'submission-journal': {
    en: 'No check writes such a result: the journal was edited.',
    ru: 'Проверка не могла записать такой результат: журнал изменён.',
  },
  'submission-other': {
    en: 'The exercise was drawn for {other}, so this is not the work of the student who hands it in.',
    ru: 'Значения в упражнении выбраны для {other}: сдана чужая работа.',
  },
  'submission-copied': {
    en: '{what, select, instance {The same instance as in the work of {others}} evidence {The same attempt as in the work of {others}} other {Packed on the same computer as the work of {others}}}{more, plural, =0 {.} other { and of # more.}}',
    ru: '{what, select, instance {Тот же экземпляр лаборатории, что и в работе {others}} evidence {Та же попытка, что и в работе {others}} other {Упаковано на том же компьютере, что и работа {others}}}{more, plural, =0 {.} other { и ещё #.}}',
  },
  'submission-superseded': {
    en: 'Older than another file or result of the same student: passed over.',
    ru: 'Старше другого файла или результата того же студента: не учитывается.',
  },
  'submission-before-open': {
    en: 'The attempt was begun before the exercise opened.',
    ru: 'Попытка начата до открытия упражнения.',
  },
  'submission-version': {
    en: 'The attempt was made with another version of the exercise.',
    ru: 'Попытка сделана с другой версией упражнения.',
  },
  'submission-unreadable': {
    en: '{why, select, large {Larger than a submission may be.} foreign {Not a submission of pglab{where, select, none {} other { (at {where})}}.} newer {Packed by a newer pglab: update this one.} denied {It may not be read here.} other {Damaged: only a part of it arrived, or another program has saved it anew.}}',
    ru: '{why, select, large {Больше, чем может быть работа.} foreign {Не похоже на работу pglab{where, select, none {} other { (место: {where})}}.} newer {Упаковано более новой версией pglab: обновите её здесь.} denied {Файл нельзя прочитать.} other {Повреждён: дошёл не целиком или пересохранён другой программой.}}',
  },
} as const satisfies Record<string, Text>
