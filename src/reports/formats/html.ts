import { language, say } from '../../words/say.ts'
import type { Format } from '../format.ts'
import { renderPage } from '../html.ts'
import { detailsOf, totalWords, verdictWords } from '../result-words.ts'
import { wordsOf } from '../task-words.ts'

/** One page that needs nothing else: for a browser, for paper, for a screen reader. */
const html: Format = {
  summary: { en: 'a page for a browser, to print', ru: 'страница для браузера и печати' },
  render({ result, title, kinds, at }) {
    return renderPage('result.html.njk', {
      language: language(),
      exercise: result.exercise,
      title,
      points: result.points,
      max: result.max,
      total: totalWords(result),
      words: {
        points: say({ en: 'points', ru: 'баллы' }),
        evidence: say({ en: 'Evidence', ru: 'Свидетельства' }),
        made: say(
          { en: 'Checked {when} by pglab; student: {student}', ru: 'Проверено {when}, pglab; студент: {student}' },
          {
            when: new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeStyle: 'short' }).format(at),
            student: result.student,
          },
        ),
      },
      tasks: result.tasks.map((task) => {
        const words = wordsOf(task, kinds)
        const { sign, word } = verdictWords[task.verdict]
        return {
          ...task,
          sign,
          word: say(word),
          message: words.message,
          details: detailsOf(task, words),
          evidence: task.evidence,
        }
      }),
    })
  },
}

export default html
