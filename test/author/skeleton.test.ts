import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { skeleton } from '../../src/author/skeleton.ts'
import { loadExercises, shelfOf } from '../../src/course/load-course.ts'
import { loadKinds } from '../../src/grading/kinds.ts'
import { loadLab } from '../../src/lab/load.ts'
import { loadKnown } from '../../src/registry.ts'

t.test('what author new writes is an exercise without mistakes', async (t) => {
  const folder = t.testdir()
  mkdirSync(join(folder, 'patroni/99-mine'), { recursive: true })
  for (const [file, text] of Object.entries(skeleton)) writeFileSync(join(folder, 'patroni/99-mine', file), text)
  const shelf = shelfOf(loadLab('patroni', await loadKnown()), await loadKinds(), folder)
  t.match(loadExercises(shelf), [{ id: '99-mine', plan: { tasks: [{ id: 'leader' }] } }])
})
