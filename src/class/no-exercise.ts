/** Stands in a result for the exercise where nobody can say which one it would have been. */
export const noExercise = ''
