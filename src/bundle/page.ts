import { Marked, type Token, type Tokens } from 'marked'
import { render } from '../compile/render.ts'
import type { Language } from '../words/say.ts'

/** A page for a browser, made of Markdown: one file that loads nothing, for screen and paper, light and dark. */
export function page(markdown: string, title: string, language: Language): string {
  return render('bundle/page.html.njk', { title: escaped(title), language, body: body(markdown) })
}

/** HTML of the Markdown alone. Whatever it holds, the result runs no script and loads nothing. */
export function body(markdown: string): string {
  const anchors = new Map<string, number>()
  const marked = new Marked({
    gfm: true,
    renderer: {
      // Raw HTML is shown as it was written.
      html: ({ text }) => escaped(text),
      heading({ tokens, depth, text }) {
        const inner = this.parser.parseInline(tokens).replace(named, '')
        return `<h${depth} id="${anchor(text, anchors)}">${inner}</h${depth}>\n`
      },
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens)
        const target = harmless(href)
        return target === undefined ? inner : `<a href="${escaped(target)}">${inner}</a>`
      },
      // Only its words: a picture is a file that would have to be loaded.
      image: ({ text }) => escaped(text),
    },
  })
  return sections(marked.lexer(markdown))
    .map(({ fold, tokens }) => {
      const html = marked.parser(tokens)
      return fold === undefined ? html : `<details><summary>${escaped(fold)}</summary>\n${html}</details>\n`
    })
    .join('')
}

/** An anchor that the author gives to a heading. */
const named = /\s*\{#([a-z][a-z0-9-]*)\}\s*$/

/** Hints, and what happened in the end, are read when they are wanted. */
const folding = /-hints$|^after$/

interface Part {
  /** What stands on the fold, where there is one. */
  fold?: string
  tokens: Token[]
}

/** Cuts a text where something folds away: from its heading to the next one of the same or a higher level. */
function sections(tokens: readonly Token[]): Part[] {
  const parts: Part[] = [{ tokens: [] }]
  let depth = 0
  for (const token of tokens) {
    const heading = token.type === 'heading' ? (token as Tokens.Heading) : undefined
    if (heading && folding.test(named.exec(heading.text)?.[1] ?? '')) {
      depth = heading.depth
      parts.push({ fold: heading.text.replace(named, ''), tokens: [] })
      continue
    }
    if (heading && heading.depth <= depth) {
      depth = 0
      parts.push({ tokens: [] })
    }
    parts.at(-1)?.tokens.push(token)
  }
  return parts
}

/** Where a link may lead: into the bundle or to a web page. Pages of the bundle lie beside their Markdown. */
function harmless(href: string): string | undefined {
  if (/^(https?:\/\/|#)/i.test(href)) return href
  if (/^[a-z][a-z0-9+.-]*:|^[/\\]|\s/i.test(href)) return undefined
  return href.replace(/\.md(?=$|#)/, '.html')
}

/** The anchor that a heading has or that editors of Markdown would make; a second one alike gets a number. */
function anchor(text: string, taken: Map<string, number>): string {
  const given = named.exec(text)?.[1]
  const plain = (given ?? text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
  const count = taken.get(plain) ?? 0
  taken.set(plain, count + 1)
  return count === 0 ? plain : `${plain}-${count}`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
