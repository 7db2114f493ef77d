import type { Verdict } from '../../grading/result.ts'
import { plain } from '../../words/plain.ts'
import type { Format } from '../format.ts'
import { renderPage } from '../html.ts'
import { wordsOf } from '../task-words.ts'

/** JUnit XML as GitLab, Jenkins and others read it: an exercise is a suite, a task a case. */
const junit: Format = {
  summary: { en: 'JUnit XML', ru: 'JUnit XML' },
  render({ result, title, kinds, at }) {
    const count = (verdict: Verdict) => result.tasks.filter((task) => task.verdict === verdict).length
    return renderPage('junit.xml.njk', {
      name: plain(`${result.exercise} ${title}`),
      classname: `pglab.${result.exercise}`,
      counts: { fail: count('fail'), error: count('error'), skip: count('skip') },
      seconds: result.tasks.reduce((sum, { ms }) => sum + ms, 0) / 1000,
      timestamp: new Date(at).toISOString().slice(0, 19),
      tasks: result.tasks.map((task) => {
        const { message, cause, look } = wordsOf(task, kinds)
        const lines = [task.expected, task.found, cause, look, ...task.evidence].flatMap((text) => text ?? [])
        return {
          ...task,
          seconds: task.ms / 1000,
          message: plain(message),
          details: lines.map(plain).join('\n'),
        }
      }),
    })
  },
}

export default junit
