/** JSON as nothing but data, or undefined where a text is none: for whatever a machine or a file says. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
