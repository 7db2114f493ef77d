import { stringify } from 'yaml'
import type { TaskResult } from '../../grading/result.ts'
import type { Format, Report } from '../format.ts'
import { escaped } from '../tap-words.ts'
import { wordsOf } from '../task-words.ts'

/** TAP 14, https://testanything.org/tap-version-14-specification.html: a task is a test point. */
const tap: Format = {
  summary: { en: 'TAP version 14', ru: 'TAP версии 14' },
  render: (report) =>
    [
      'TAP version 14',
      `# ${escaped(report.result.exercise)} ${escaped(report.title)}`,
      `1..${report.result.tasks.length}`,
      ...report.result.tasks.flatMap((task, index) => point(task, index + 1, report)),
      '',
    ].join('\n'),
}

function point(task: TaskResult, number: number, { kinds }: Report): string[] {
  const { message, cause, look } = wordsOf(task, kinds)
  const name = escaped(`${task.id} (${task.points}/${task.max})`)
  if (task.verdict === 'skip') return [`ok ${number} - ${name} # SKIP ${escaped(message)}`]
  const diagnostics = {
    verdict: task.verdict,
    message,
    ...(task.verdict === 'pass' ? {} : { expected: task.expected, found: task.found, cause, look }),
    machine: task.machine,
    evidence: task.evidence.length > 0 ? task.evidence : undefined,
    duration_ms: task.ms,
  }
  const block = stringify(diagnostics, { lineWidth: 0 }).trimEnd().split('\n')
  return [
    `${task.verdict === 'pass' ? 'ok' : 'not ok'} ${number} - ${name}`,
    '  ---',
    ...block.map((line) => `  ${line}`),
    '  ...',
  ]
}

export default tap
