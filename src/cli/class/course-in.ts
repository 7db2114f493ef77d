import type { Course } from '../../class/model.ts'

/** Reads a course file. Not every action has one, so whatever reading it takes is loaded here. */
export async function courseIn(file: string): Promise<Course> {
  const [{ loadCourse }, { loadKnown }, { loadKinds }] = await Promise.all([
    import('../../class/course.ts'),
    import('../../registry.ts'),
    import('../../grading/kinds.ts'),
  ])
  return loadCourse(file, { known: await loadKnown(), kinds: await loadKinds() })
}
