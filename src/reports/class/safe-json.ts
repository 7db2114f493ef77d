/** JSON that a terminal may show: marks that steer it or turn the direction of writing stand as escapes, nothing is lost. */
export const safeJson = (value: unknown, indent?: number): string =>
  `${JSON.stringify(value, null, indent)}\n`.replace(/[\p{Cf}\u007f-\u009f\u2028\u2029]/gu, (mark) =>
    Array.from({ length: mark.length }, (_, at) => `\\u${mark.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  )
