import t from 'tap'
import type { ClassReport } from '../../../src/reports/class/format.ts'
import html from '../../../src/reports/class/formats/html.ts'
import { language, languages, speak } from '../../../src/words/say.ts'
import { startBrowser } from './browser.ts'
import { hostile, hostileClass, largeClass } from './sample-book.ts'

const pageOf = (report: ClassReport): string => html.render(report) as string
const browser = await startBrowser()
t.teardown(() => browser.close())
t.afterEach(() => speak('en'))

/** Ids of the students in the order in which they stand. */
const order = '[...document.querySelectorAll("#matrix tbody tr:not([hidden]) .id")].map((id) => id.textContent)'
/** The cell, button or row head that has the focus, in words. */
const focus = 'document.activeElement.closest("th, td").innerText.trim()'

for (const spoken of languages) {
  t.test(`opens, sorts, finds and shows details in ${spoken}`, async (t) => {
    speak(spoken)
    const page = await browser.open(pageOf(largeClass(12, 9)))
    t.equal(await page.locator('html').getAttribute('lang'), language())
    t.equal(await page.locator('#matrix tbody tr').count(), 12)
    t.equal(await page.locator('#matrix thead th[scope=col]').count(), 12)

    const head = page.locator('#matrix th.total')
    await head.getByRole('button').click()
    t.equal(await head.getAttribute('aria-sort'), 'descending')
    const totals: number[] = await page.evaluate(
      '[...document.querySelectorAll("#matrix tbody .total")].map((cell) => Number(cell.textContent))',
    )
    t.same(
      totals,
      [...totals].sort((a, b) => b - a),
    )
    await head.getByRole('button').click()
    t.equal(await head.getAttribute('aria-sort'), 'ascending')
    await page.locator('#matrix th.who').getByRole('button').first().click()
    const byName = Array.from({ length: 12 }, (_, index) => `s${String(index + 1).padStart(2, '0')}`)
    t.same(await page.evaluate(order), byName, 'numbers in names are numbers')

    await page.selectOption('#group', 'G-2')
    t.same(await page.evaluate(order), ['s02', 's05', 's08', 's11'])
    await page.fill('#find', '11')
    t.same(await page.evaluate(order), ['s11'])
    t.match(await page.locator('#shown').textContent(), /1 (of|из) 12/)
    await page.fill('#find', '')
    await page.selectOption('#group', '')

    const open = page.locator('#matrix td.fail').first()
    await open.click()
    const dialog = page.getByRole('dialog')
    const wanted = spoken === 'ru' ? ['ожидалось', 'найдено', 'ещё нет'] : ['expected', 'found', 'not yet']
    for (const word of [...wanted, 'pg02', 'leader']) t.match(await dialog.innerText(), word)
    await page.keyboard.press('Escape')
    t.equal(await dialog.isVisible(), false)
    t.equal(await page.evaluate(focus), (await open.innerText()).trim(), 'the focus is back where it was')
    t.same(browser.complaints, [])
    await page.close()
  })
}

t.test('is used with the keyboard alone', async (t) => {
  const page = await browser.open(pageOf(largeClass(12, 9)))
  await page.focus('#group')
  await page.keyboard.press('Tab')
  t.equal(await page.evaluate(focus), 'Student', 'one Tab leads into the grid')
  await page.keyboard.press('ArrowDown')
  t.match(await page.evaluate(focus), 's01')
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key)
  const [row, column] = (await page.evaluate(
    '[document.activeElement.parentElement.rowIndex, document.activeElement.cellIndex]',
  )) as [number, number]
  t.same([row, column], [2, 3])
  t.match(await page.locator(':focus').getAttribute('aria-label'), /passed|not passed/, 'the sign is said in words')
  await page.keyboard.press('Enter')
  t.match(await page.getByRole('dialog').innerText(), /s02 Student 2/)
  t.equal(await page.locator(':focus').innerText(), 'Close')
  await page.keyboard.press('Escape')
  t.equal(await page.evaluate('document.activeElement.cellIndex'), 3)
  await page.keyboard.press('Control+End')
  t.same(
    await page.evaluate('[document.activeElement.parentElement.rowIndex, document.activeElement.cellIndex]'),
    [12, 11],
  )
  await page.keyboard.press('Home')
  t.match(await page.evaluate(focus), 's12')
  await page.keyboard.press('PageUp')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  t.equal(await page.locator('#matrix th.who[aria-sort]').count(), 1, 'Enter on a heading sorts')
  t.equal(await page.locator('#matrix [tabindex="0"]').count(), 1, 'one cell is reached by Tab')
  await page.keyboard.press('Tab')
  t.equal(await page.evaluate('document.activeElement.closest("#matrix")'), null, 'and one Tab leads out')
  t.same(browser.complaints, [])
  await page.close()
})

t.test('names and answers stay text, whatever stands in them', async (t) => {
  const page = await browser.open(pageOf(hostileClass()))
  t.equal(await page.locator('img, iframe, svg[onload], main script').count(), 0)
  const text = await page.locator('body').innerText()
  for (const name of [hostile.script, hostile.image, hostile.end, hostile.comment]) t.match(text, name)
  for (const cell of await page.locator('#matrix tbody td:not(.group, .total)').all()) {
    await cell.click()
    t.match(await page.getByRole('dialog').locator('h2').innerText(), /0[123]-/)
    await page.keyboard.press('Escape')
  }
  await page.locator('#matrix td.fail').first().click()
  t.match(await page.getByRole('dialog').innerText(), hostile.script)
  const injected = `document.body.append(Object.assign(document.createElement('script'), { textContent: 'alert(4)' }))`
  t.same(browser.complaints, [])
  await page.evaluate(injected)
  t.match(browser.complaints.splice(0), [/Content Security Policy/], 'the policy would stop what got in all the same')
  await page.close()
})

t.test('reads without its script', async (t) => {
  const plain = await startBrowser({ javaScriptEnabled: false })
  t.teardown(() => plain.close())
  const page = await plain.open(pageOf(largeClass(12, 9)))
  const text = await page.locator('body').innerText()
  for (const word of ['Who is stuck', 'Student 12', 'Distribution', 'Pass rate']) t.match(text, word)
  t.equal(await page.locator('button:visible, input:visible').count(), 0, 'nothing is offered that would not work')
  t.same(plain.complaints, [])
})

t.test('prints, a part of the columns on each sheet', async (t) => {
  const page = await browser.open(pageOf(largeClass(30, 60)))
  const pdf = await page.pdf({ preferCSSPageSize: true })
  t.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  t.ok((pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0) >= 5)
  t.equal(await page.locator('#paper table').count(), 0, 'afterwards the page is as it was')
  await page.evaluate('dispatchEvent(new Event("beforeprint"))')
  t.equal(await page.locator('#paper table').count(), 3)
  t.equal(await page.locator('#paper tbody tr').count(), 90)
  t.same(browser.complaints, [])
  await page.close()
})

t.test('200 students × 70 exercises: under 3 MB, opened in under a second', async (t) => {
  for (const spoken of languages) {
    speak(spoken)
    const text = pageOf(largeClass(200, 70))
    const bytes = Buffer.byteLength(text)
    t.ok(bytes < 3e6, `${spoken}: ${bytes} bytes`)
    const page = await browser.open(text)
    const client = await page.context().newCDPSession(page)
    // Time of the page's own thread: what it costs, however busy the computer is with other things.
    await client.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.reload()
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))')
    const { metrics } = await client.send('Performance.getMetrics')
    const work = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.POSITIVE_INFINITY
    t.ok(work < 1, `${spoken}: ${Math.round(work * 1000)} ms of work until it can be used`)
    const wall = await page.evaluate('performance.getEntriesByType("navigation")[0].loadEventEnd')
    t.comment(`${spoken}: loaded after ${Math.round(Number(wall))} ms by the clock`)
    await page.locator('#matrix tbody tr').last().scrollIntoViewIfNeeded()
    t.ok(await page.locator('#matrix tbody tr').last().isVisible())
    await page.close()
  }
  t.same(browser.complaints, [])
})
