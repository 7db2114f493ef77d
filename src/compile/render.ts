import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { root } from '../root.ts'

const folder = join(root, 'provision')

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder), {
  // Shell and configuration are no HTML.
  autoescape: false,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
  // `${#array[@]}` is everyday bash and must not begin a comment.
  tags: { commentStart: '{##', commentEnd: '##}' },
})

/** A file of provision/ as it is: programs whose own braces are no template. */
environment.addGlobal('verbatim', (path: string) => readFileSync(join(folder, path), 'utf8').trimEnd())
/** Whether there is such a file in provision/: what a role may bring and need not. */
environment.addGlobal('exists', (path: string) => existsSync(join(folder, path)))
/** Shell quoting for any text. */
environment.addFilter('sh', (value: unknown) => {
  // A filter is asked before the engine notices that there is nothing to show.
  if (value === undefined || value === null) throw new Error('attempted to quote null or undefined value')
  return `'${String(value).replaceAll("'", "'\\''")}'`
})
/** Ruby quoting for any text: JSON's escapes are Ruby's, and a number sign might begin an interpolation. */
environment.addFilter('ruby', (value: unknown) => JSON.stringify(String(value)).replaceAll('#', '\\#'))

/** Renders a template of provision/ by its path there. An unknown value is an error, never an empty place. */
export const render = (template: string, values: object): string =>
  complete(environment.render(template, values), template)

/** Renders a template given as text. */
export const renderText = (template: string, values: object): string =>
  complete(environment.renderString(template, values), template)

/** nunjucks gives null where a part was never finished; half a script must not pass for a whole one. */
function complete(text: string | null, template: string): string {
  if (text === null) throw new Error(`the template did not come to its end: ${template}`)
  // What is rendered is read by Linux, wherever git or an editor of Windows may have put its own line endings.
  return text.replaceAll('\r\n', '\n')
}
