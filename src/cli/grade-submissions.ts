import { courseOfLab, loadCourse } from '../class/course.ts'
import type { Course } from '../class/model.ts'
import { noteResult, readResults } from '../class/results.ts'
import { loadRoster } from '../class/roster.ts'
import { gradeSubmissions, type SubmissionReport } from '../class/submission/grade.ts'
import { submissionTable } from '../class/submission/words.ts'
import { shelfOf } from '../course/load-course.ts'
import { type ExitCode, exit } from '../errors.ts'
import { loadKinds } from '../grading/kinds.ts'
import { withLock } from '../instance/lock.ts'
import { loadLab } from '../lab/load.ts'
import { loadKnown } from '../registry.ts'
import { say } from '../words/say.ts'
import { interruptible } from './interrupt.ts'

export interface FolderOptions {
  lab?: string
  course?: string
  json?: boolean
}

/** ms between two lines of progress. */
const quietFor = 2000

/** `grade ROSTER --submissions FOLDER`: reads what students handed in, keeps the results, says what each file is. */
export async function gradeFolder(folder: string, file: string, options: FolderOptions): Promise<ExitCode> {
  const roster = loadRoster(file)
  const [known, kinds] = await Promise.all([loadKnown(), loadKinds()])
  const given = options.course === undefined ? undefined : await loadCourse(options.course, { known, kinds })
  const lab = loadLab(given?.lab ?? options.lab ?? 'patroni', known)
  const course: Course = given ?? courseOfLab(lab, shelfOf(lab, kinds))
  const report = await withLock(`class ${roster.name}`, () =>
    interruptible(
      async (signal) => {
        const { graded } = readResults(roster.name)
        const request = { folder, roster, course, lab, kinds, known: graded, now: Date.now() }
        const read = await gradeSubmissions({ ...request, tell: progress(options.json === true), signal })
        for (const line of read.added) noteResult(roster.name, line)
        return read
      },
      async () => {},
      interrupted,
    ),
  )
  console.log(options.json ? JSON.stringify({ class: roster.name, ...report }) : submissionTable(report))
  return exitOf(report)
}

function exitOf({ files, graded }: SubmissionReport): ExitCode {
  const sound = files.every(({ kind, doubted }) => (kind === 'whole' || kind === 'stale') && doubted === 0)
  if (!sound) return exit.failed
  return graded.every(({ result }) => result?.verdict === 'pass') ? exit.done : exit.notPassed
}

function progress(quiet: boolean): (read: number, of: number) => void {
  let last = performance.now()
  return (read, of) => {
    if (quiet || performance.now() - last < quietFor) return
    last = performance.now()
    console.error(say({ en: '{read} of {of} files read', ru: 'Прочитано файлов: {read} из {of}' }, { read, of }))
  }
}

const interrupted = {
  en: 'Interrupted; run the same command again: what was kept already is not kept twice.',
  ru: 'Прервано; повторите ту же команду: уже записанное второй раз не запишется.',
}
