import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

/** Debian's browser; nothing that it would do by itself over the network. */
const program = process.env.PGLAB_CHROMIUM ?? '/usr/bin/chromium'
const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
]

/** A browser with a profile of its own, and what it had to complain of. */
export interface Browser {
  context: BrowserContext
  folder: string
  /** Messages of the console, errors, dialogs and requests that are none of the page's business. */
  complaints: string[]
  open(html: string): Promise<Page>
  close(): Promise<void>
}

export async function startBrowser(options: { javaScriptEnabled?: boolean } = {}): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'pglab-page-'))
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: program,
    headless: true,
    args: quiet,
    viewport: { width: 1280, height: 900 },
    ...options,
  })
  const complaints: string[] = []
  let pages = 0
  return {
    context,
    folder,
    complaints,
    async open(html) {
      const file = join(folder, `page-${pages++}.html`)
      writeFileSync(file, html)
      const url = pathToFileURL(file).href
      const page = await context.newPage()
      page.on('console', (message) => complaints.push(`console: ${message.text()}`))
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
      page.on('request', (request) => request.url() !== url && complaints.push(`request: ${request.url()}`))
      page.on('dialog', (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`)
        void dialog.dismiss()
      })
      await page.goto(url)
      return page
    },
    async close() {
      await context.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
