import { verdicts } from '../../../grading/result.ts'
import { say, type Text } from '../../../words/say.ts'
import { verdictWords } from '../../result-words.ts'

const page = {
  students: { en: 'Students', ru: 'Студенты' },
  exercises: { en: 'Exercises', ru: 'Упражнения' },
  average: { en: 'Average', ru: 'В среднем' },
  median: { en: 'Median', ru: 'Медиана' },
  stuckCount: { en: 'Stuck', ru: 'Застряли' },
  unjudgedCount: { en: 'Not judged', ru: 'Не оценены' },
  sections: { en: 'Sections', ru: 'Разделы' },
  stuck: { en: 'Who is stuck', ru: 'Кто застрял' },
  noneStuck: { en: 'Nobody is stuck.', ru: 'Никто не застрял.' },
  unjudged: { en: 'Needs the instructor', ru: 'Требует преподавателя' },
  unjudgedAbout: {
    en: 'No result, or one to be taken with care. None of this counts as a zero of the student’s own making.',
    ru: 'Результата нет или он сомнителен. Нулём по вине студента это не считается.',
  },
  marks: { en: 'Students and exercises', ru: 'Студенты и упражнения' },
  caption: {
    en: 'The mark of every student in every exercise',
    ru: 'Результат каждого студента в каждом упражнении',
  },
  distribution: { en: 'Distribution', ru: 'Распределение' },
  rates: { en: 'Exercises', ru: 'Упражнения' },
  student: { en: 'Student', ru: 'Студент' },
  group: { en: 'Group', ru: 'Группа' },
  exercise: { en: 'Exercise', ru: 'Упражнение' },
  openTasks: { en: 'Open tasks', ru: 'Невыполненные задания' },
  since: { en: 'Since', ru: 'С какого времени' },
  reason: { en: 'Reason', ru: 'Причина' },
  total: { en: 'Total', ru: 'Итого' },
  points: { en: 'Points', ru: 'Баллы' },
  passRate: { en: 'Pass rate', ru: 'Доля сдавших' },
  passed: { en: 'Passed', ru: 'Сдали' },
  open: { en: 'Not yet', ru: 'Ещё нет' },
  untried: { en: 'Not tried', ru: 'Не начинали' },
  mean: { en: 'Average points', ru: 'Средний балл' },
  share: { en: 'Part of the points', ru: 'Доля баллов' },
  histogram: {
    en: 'How many students have earned which part of the points',
    ru: 'Сколько студентов набрали какую долю баллов',
  },
  asTable: { en: 'The same as a table', ru: 'То же в виде таблицы' },
  find: { en: 'Find a student', ru: 'Найти студента' },
  allGroups: { en: 'All groups', ru: 'Все группы' },
  legend: { en: 'Signs', ru: 'Обозначения' },
  legendNumber: { en: 'a number: points earned so far', ru: 'число: баллы, набранные на сейчас' },
  keys: {
    en: 'Arrow keys move, Enter opens a mark or sorts by a heading, Esc closes.',
    ru: 'Стрелки перемещают, Enter открывает результат или сортирует по заголовку, Esc закрывает.',
  },
  made: { en: 'Made by pglab. This page loads nothing.', ru: 'Создано pglab. Страница ничего не загружает.' },
} satisfies Record<string, Text>

/** What the script of the page says. */
const script = {
  shown: { en: 'Shown: {shown} of {all}', ru: 'Показано: {shown} из {all}' },
  sorted: { en: 'Sorted by {column}', ru: 'Отсортировано: {column}' },
  close: { en: 'Close', ru: 'Закрыть' },
  nothing: { en: 'Not tried yet.', ru: 'Попыток пока не было.' },
  points: { en: 'Points', ru: 'Баллы' },
  of: { en: '{points} of {max}', ru: '{points} из {max}' },
  attempts: { en: 'Attempts', ru: 'Попытки' },
  hints: { en: 'Hints', ru: 'Подсказки' },
  late: { en: 'Days late', ru: 'Опоздание, дней' },
  at: { en: 'Checked', ru: 'Проверено' },
  started: { en: 'Started', ru: 'Начато' },
  basis: { en: 'Judged by', ru: 'На основании' },
  live: { en: 'what the lab answered', ru: 'ответов лаборатории' },
  evidence: {
    en: 'what the lab answered, and the evidence since the start',
    ru: 'ответов лаборатории и свидетельств с начала',
  },
  submission: { en: 'a submitted file', ru: 'сданного файла' },
  counted: { en: 'The mark comes from an attempt of', ru: 'Баллы – за попытку от' },
  trouble: { en: 'Reason', ru: 'Причина' },
  expected: { en: 'expected', ru: 'ожидалось' },
  found: { en: 'found', ru: 'найдено' },
  machine: { en: 'machine', ru: 'машина' },
  cause: { en: 'likely cause', ru: 'вероятная причина' },
  look: { en: 'look at', ru: 'где смотреть' },
  proof: { en: 'evidence', ru: 'свидетельства' },
} satisfies Record<string, Text>

const said = <Words extends Record<string, Text>>(words: Words): Record<keyof Words, string> =>
  Object.fromEntries(Object.entries(words).map(([key, text]) => [key, say(text)])) as Record<keyof Words, string>

export const pageWords = () => said(page)
export const scriptWords = () => ({
  ...said(script),
  verdicts: verdicts.map((verdict) => [verdictWords[verdict].sign, say(verdictWords[verdict].word)]),
})
