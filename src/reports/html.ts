import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { root } from '../root.ts'

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(join(root, 'src/reports/pages')), {
  autoescape: true,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
})

/** Renders a page of src/reports/pages; everything put into it is escaped. */
export const renderPage = (template: string, values: object): string => environment.render(template, values)
