import t from 'tap'
import { exercisePages, titleOf } from '../../src/bundle/exercise-pages.ts'
import { body, page } from '../../src/bundle/page.ts'
import { shelfOf } from '../../src/course/load-course.ts'
import { loadKinds } from '../../src/grading/kinds.ts'
import { loadLab } from '../../src/lab/load.ts'
import { loadKnown } from '../../src/registry.ts'
import { folderFor } from './made.ts'

t.test('whatever Markdown holds, the page runs and loads nothing', (t) => {
  const hostile: [markdown: string, harmless: RegExp][] = [
    ['<script>alert(1)</script>', /&lt;script&gt;/],
    ['text <img src=x onerror=alert(1)> text', /&lt;img src=x/],
    ['[a](javascript:alert(1))', /^<p>a<\/p>/],
    ['[a](JaVaScRiPt:alert(1))', /^<p>a<\/p>/],
    ['[a](data:text/html,x)', /^<p>a<\/p>/],
    ['[a](//evil.example/x)', /^<p>a<\/p>/],
    ['[a](/etc/passwd)', /^<p>a<\/p>/],
    ['[a](<b" onclick="x>)', /^<p>(a|.*href="b&quot;|.*href="b%22)/],
    ['![picture](http://evil.example/x.png)', /^<p>picture<\/p>/],
    ['![<b>](x.png)', /&lt;b&gt;/],
    ['`<b>`', /<code>&lt;b&gt;<\/code>/],
    ['# <i>x</i> "y"', /<h1 id="[^"<>]*">&lt;i&gt;x&lt;\/i&gt;/],
    ['```html"><script>\nx\n```', /<code class="language-html&quot;&gt;&lt;script&gt;/],
  ]
  for (const [markdown, harmless] of hostile) {
    const html = body(markdown)
    t.match(html, harmless, markdown)
    t.notMatch(html, /<(script|img|i>|b>|iframe)|href="javascript|<[^>]* (on\w+|src)=/i, markdown)
  }
  t.match(page('x', '</title><script>', 'en'), /<title>&lt;\/title&gt;&lt;script&gt;<\/title>/)
  t.match(page('x', 'x', 'en'), /Content-Security-Policy" content="default-src 'none'/)
  t.notMatch(page('x', 'x', 'ru'), /(src|href)="?http|@import|url\(/, 'no resource from outside')
  t.end()
})

t.test('links lead from page to page', (t) => {
  t.match(body('[next](02-x.md#task-1)'), 'href="02-x.html#task-1"')
  t.match(body('[web](https://patroni.readthedocs.io/a.md)'), 'href="https://patroni.readthedocs.io/a.md"')
  t.match(body('## Что дальше\n\n## Что дальше\n\n[x](#что-дальше)'), /id="что-дальше">.*id="что-дальше-1">.*href="#/s)
  t.end()
})

t.test('hints fold away', (t) => {
  const html = body('# T\n\n## Task {#leader}\n\ndo\n\n### Hints {#leader-hints}\n\n1. look\n\n## Next {#next}\n\nmore')
  t.match(html, '<h2 id="leader">Task</h2>')
  t.match(
    html,
    /<details><summary>Hints<\/summary>\n<ol>\n<li>look<\/li>\n<\/ol>\n<\/details>\n<h2 id="next">Next<\/h2>/,
  )
  t.match(body('## <b> {#after}\n\nx'), '<summary>&lt;b&gt;</summary>')
  t.end()
})

t.test('exercises come in their order, with the values that the seed draws', async (t) => {
  const [known, kinds] = await Promise.all([loadKnown(), loadKinds()])
  const lab = loadLab('patroni', known)
  t.strictSame(exercisePages(shelfOf(lab, kinds, folderFor(t)), '00'.repeat(32)), [], 'there may be none')
  const pages = exercisePages(shelfOf(lab, kinds), '00'.repeat(32))
  t.ok(pages.length > 0)
  t.strictSame(
    pages.map(({ path }) => path),
    pages.map(({ path }) => path).sort(),
  )
  for (const one of pages) {
    t.match(one.path, /^exercises\/\d\d-[a-z0-9-]+\.md$/)
    t.notMatch(one.text, /\{\{|\}\}/, `${one.path}: everything is filled in`)
    t.match(titleOf(one), /^\d\d\. /)
  }
  t.strictSame(exercisePages(shelfOf(lab, kinds), '00'.repeat(32)), pages, 'the same seed, the same text')
  const other = Array.from({ length: 4 }, (_, index) => exercisePages(shelfOf(lab, kinds), `${index}1`.repeat(32)))
  t.notOk(
    other.every((those) => those.every(({ text }, index) => text === pages[index]?.text)),
    'other seeds draw otherwise',
  )
})
