/**
 * Measures the page of a large class: how long it takes to make, how large it is, and how soon a browser has opened
 * it. `npx tsx bench/class-report.ts [ROUNDS]`; needs Chromium and no lab. Prints a table; nothing here passes or fails.
 */
import html from '../src/reports/class/formats/html.ts'
import { table } from '../src/reports/table.ts'
import { languages, speak } from '../src/words/say.ts'
import { startBrowser } from '../test/reports/class/browser.ts'
import { largeClass } from '../test/reports/class/sample-book.ts'
import { median, rounds, timed } from './measure.ts'

const browser = await startBrowser()
const rows: string[][] = []
for (const language of languages) {
  speak(language)
  const report = largeClass(200, 70)
  let text = ''
  const made = median(
    Array.from({ length: rounds }, () =>
      timed(() => {
        text = html.render({ ...report }) as string
      }),
    ),
  )
  const opened: number[] = []
  const painted: number[] = []
  const shown: number[] = []
  for (let round = 0; round < rounds; round++) {
    // A new page each time: one that is loaded again goes back to where it was scrolled to.
    const page = await browser.open(text)
    opened.push(await page.evaluate('performance.getEntriesByType("navigation")[0].loadEventEnd'))
    painted.push(await page.evaluate('performance.getEntriesByName("first-contentful-paint")[0].startTime'))
    shown.push(await page.evaluate(untilTable()))
    await page.close()
  }
  rows.push([
    language,
    ms(made),
    `${(Buffer.byteLength(text) / 1e6).toFixed(2)} MB`,
    ...[painted, opened, shown].map((times) => ms(median(times))),
  ])
}
await browser.close()
console.log(
  table(['200 × 70', 'Made in', 'Size', 'First paint', 'Loaded', 'Table shown when jumped to'], rows),
  '\nPromise: under 3 MB, opened in under 1 s',
)

/** ms from jumping to the table until a frame with it has been made; it is laid out only then. */
function untilTable(): string {
  return `new Promise((done) => {
    const began = performance.now()
    document.getElementById('marks').scrollIntoView({ behavior: 'instant' })
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))))
  })`
}

function ms(time: number): string {
  return `${Math.round(time)} ms`
}
