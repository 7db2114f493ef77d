/** What students may ask of their own lab from outside, besides a shell in it. */
export interface Verb {
  /** Positional words it takes at most. */
  words: number
  /** Options it takes. Those that name files or other labs are not among them. */
  options: readonly string[]
}

export const verbs: Readonly<Record<string, Verb>> = {
  up: { words: 0, options: ['--json'] },
  status: { words: 0, options: ['--json'] },
  exercises: { words: 0, options: ['--json'] },
  start: { words: 1, options: ['--json'] },
  check: { words: 1, options: ['--json'] },
  watch: { words: 1, options: [] },
  hint: { words: 1, options: [] },
  answer: { words: 8, options: [] },
  solution: { words: 1, options: ['--yes', '-y'] },
  progress: { words: 0, options: ['--json'] },
  finish: { words: 0, options: [] },
  reset: { words: 0, options: ['--json', '--yes', '-y'] },
}

/** Longer lines are no request of a person. */
const longest = 400

/** Letters of any language, digits and what stands in names, addresses, LSNs and times; nothing that a shell reads. */
const plainWord = /^[\p{L}\p{N}][\p{L}\p{N}._:,/@+=-]{0,79}$/u

/**
 * The command line of the kit that a student's request comes to, or undefined. The request is what somebody has typed
 * behind `ssh class@server`, whoever that is: nothing of it is passed on that is not known here.
 */
export function requested(request: string, instance: string): string[] | undefined {
  if (request.length > longest) return undefined
  const [name = '', ...rest] = request.trim().split(/ +/)
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (verb === undefined) return undefined
  const language = /^(--lang=|--lang )(en|ru)$/
  const options: string[] = []
  const words: string[] = []
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? ''
    const pair = `${word} ${rest[at + 1] ?? ''}`
    if (verb.options.includes(word)) options.push(word)
    else if (language.test(word)) options.push(word)
    else if (language.test(pair)) options.push(`--lang=${rest[++at]}`)
    else if (plainWord.test(word)) words.push(word)
    else return undefined
  }
  if (words.length > verb.words) return undefined
  // Behind the two hyphens no word can be an option, whatever the parser thinks of it.
  return [name, '--name', instance, ...options, ...(words.length > 0 ? ['--', ...words] : [])]
}
