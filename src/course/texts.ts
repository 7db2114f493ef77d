import { marked, type Token, type Tokens } from 'marked'

/** A text of an exercise in one language, taken apart at its anchors. Everything is Markdown with templates in it. */
export interface Texts {
  title: string
  /** What stands before the first section: the story. */
  story: string
  /** Sections in order: `learn`, `why`, `watch` where there are such, one for each task, `after`. */
  sections: readonly Section[]
}

export interface Section {
  /** The word in `{#…}`. */
  anchor: string
  heading: string
  body: string
  /** Steps from "what to look at" to "almost there"; only tasks have them. */
  hints: readonly string[]
  /** Line of the heading, from 1. */
  line: number
}

/** Sections that every exercise may have beside its tasks. */
export const knownSections = ['learn', 'why', 'watch', 'after'] as const

const anchored = /^(.*?)\s*\{#([a-z][a-z0-9-]*)\}\s*$/

/** What is wrong with a text. */
export interface TextTrouble {
  line: number
  kind: 'no-title' | 'no-anchor' | 'twice' | 'hints-outside' | 'no-hints'
  word: string
}

/**
 * Takes a text apart. Its form: `# Title`, the story, then `## Heading {#anchor}` for each section; below a task
 * `### Hints {#anchor-hints}` with a numbered list, one item for each step.
 */
export function readTexts(markdown: string): { texts: Texts; troubles: TextTrouble[] } {
  const troubles: TextTrouble[] = []
  const sections: (Section & { hints: string[] })[] = []
  let title = ''
  let story = ''
  let line = 1
  let inHints = false
  for (const token of marked.lexer(markdown.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'))) {
    const current = sections.at(-1)
    const at = line
    line += token.raw.split('\n').length - 1
    if (isHeading(token, 1)) {
      title = token.text
      continue
    }
    if (isHeading(token, 2)) {
      inHints = false
      const match = anchored.exec(token.text)
      if (!match) troubles.push({ line: at, kind: 'no-anchor', word: token.text })
      const anchor = match?.[2] ?? ''
      if (sections.some((section) => section.anchor === anchor))
        troubles.push({ line: at, kind: 'twice', word: anchor })
      sections.push({ anchor, heading: match?.[1] ?? token.text, body: '', hints: [], line: at })
      continue
    }
    if (isHeading(token, 3) && anchored.test(token.text)) {
      inHints = true
      const anchor = anchored.exec(token.text)?.[2]
      if (!current || anchor !== `${current.anchor}-hints`)
        troubles.push({ line: at, kind: 'hints-outside', word: anchor ?? '' })
      continue
    }
    if (inHints && current) {
      if (token.type === 'list') current.hints.push(...(token as Tokens.List).items.map(({ text }) => text.trim()))
      else if (token.type !== 'space') troubles.push({ line: at, kind: 'no-hints', word: current.anchor })
      continue
    }
    if (current) sections[sections.length - 1] = { ...current, body: current.body + token.raw }
    else story += token.raw
  }
  if (!title) troubles.push({ line: 1, kind: 'no-title', word: '' })
  return {
    texts: {
      title,
      story: story.trim(),
      sections: sections.map((section) => ({ ...section, body: section.body.trim() })),
    },
    troubles,
  }
}

const isHeading = (token: Token, depth: number): token is Tokens.Heading =>
  token.type === 'heading' && (token as Tokens.Heading).depth === depth
