import { Marked } from 'marked'
import { markedTerminal } from 'marked-terminal'

/** Columns of running text that are easily read. */
const widest = 90

/** Markdown for a terminal; without one, or with NO_COLOR, the same text without colours. */
export function terminalMarkdown(markdown: string): string {
  const width = Math.min(process.stdout.columns ?? widest, widest)
  const marked = new Marked(markedTerminal({ width, reflowText: true, tab: 2, showSectionPrefix: false }), {
    // The package leaves emphasis and code within items of lists as they were typed.
    renderer: {
      text(token) {
        return 'tokens' in token && token.tokens ? this.parser.parseInline(token.tokens) : token.text
      },
    },
  })
  return (marked.parse(markdown, { async: false }) as string).trimEnd()
}
