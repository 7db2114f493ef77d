import { type Language, languages, type Params, type Text } from '../words/say.ts'
import type { ExercisePlan } from './exercise-schema.ts'
import { knownSections, type Texts, type TextTrouble } from './texts.ts'

/** Something wrong in en.md or ru.md. */
export interface BrokenText {
  language: Language
  line: number
  text: Text
  params: Params
}

type Read = Readonly<Record<Language, { texts: Texts; troubles: readonly TextTrouble[] }>>

const troubleWords: Record<TextTrouble['kind'], Text> = {
  'no-title': { en: 'there is no title: # …', ru: 'нет заголовка: # …' },
  'no-anchor': {
    en: 'the section "{word}" has no anchor: ## Heading ' + "'{#anchor}'",
    ru: 'у раздела «{word}» нет якоря: ## Заголовок ' + "'{#anchor}'",
  },
  twice: { en: 'the anchor "{word}" is there already', ru: 'якорь «{word}» уже есть' },
  'hints-outside': {
    en: 'hints stand below their task, under its anchor with "-hints"; here: "{word}"',
    ru: 'подсказки стоят под своим заданием, якорь задания с «-hints»; здесь: «{word}»',
  },
  'no-hints': {
    en: 'only a numbered list may stand below the hints of "{word}"',
    ru: 'под подсказками «{word}» может быть только нумерованный список',
  },
}

/** Hints lead from what to look at to almost there; fewer are a jump, more are a book. */
const hintCounts = { least: 3, most: 4 }

/** Whether the texts are complete, alike in every language, and fit the tasks. */
export function textRules(plan: ExercisePlan, read: Read): BrokenText[] {
  const tasks = plan.tasks.map(({ id }) => id)
  const allowed = [...knownSections, ...tasks]
  const order = read.en.texts.sections.map(({ anchor }) => anchor)
  return languages.flatMap((language) => {
    const { texts, troubles } = read[language]
    const broken = (line: number, text: Text, params: Params = {}): BrokenText => ({ language, line, text, params })
    const anchors = texts.sections.map(({ anchor }) => anchor)
    return [
      ...troubles.map(({ line, kind, word }) => broken(line, troubleWords[kind], { word })),
      ...tasks
        .filter((task) => !anchors.includes(task))
        .map((task) =>
          broken(
            1,
            {
              en: 'the task "{task}" has no section: ## Heading ' + "'{'#{task}'}'",
              ru: 'у задания «{task}» нет раздела: ## Заголовок ' + "'{'#{task}'}'",
            },
            { task },
          ),
        ),
      ...texts.sections
        .filter(({ anchor }) => anchor && !allowed.includes(anchor))
        .map(({ anchor, line }) =>
          broken(
            line,
            { en: 'no task is called "{anchor}"; known: {known}', ru: 'задания «{anchor}» нет; есть: {known}' },
            { anchor, known: allowed.join(', ') },
          ),
        ),
      ...(anchors.join() === order.join()
        ? []
        : [
            broken(
              1,
              {
                en: 'the sections are not those of en.md in the same order: {order}',
                ru: 'разделы не те же и не в том порядке, что в en.md: {order}',
              },
              { order: order.join(', ') },
            ),
          ]),
      ...texts.sections.flatMap(({ anchor, hints, line }) => {
        if (!tasks.includes(anchor) || plan.level === 'exam') return []
        const twin = read.en.texts.sections.find((section) => section.anchor === anchor)?.hints.length ?? hints.length
        if (hints.length < hintCounts.least || hints.length > hintCounts.most)
          return [
            broken(
              line,
              {
                en: 'the task "{anchor}" has {n, plural, =0 {no hints} one {# hint} other {# hints}}; three or four are wanted',
                ru: 'у задания «{anchor}» подсказок: {n}; нужно три или четыре',
              },
              { anchor, n: hints.length },
            ),
          ]
        return twin === hints.length
          ? []
          : [
              broken(
                line,
                {
                  en: 'the task "{anchor}" has {n} hints here and {twin} in en.md',
                  ru: 'у задания «{anchor}» подсказок здесь {n}, а в en.md {twin}',
                },
                { anchor, n: hints.length, twin },
              ),
            ]
      }),
    ]
  })
}
