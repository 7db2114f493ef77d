import type { Format } from '../format.ts'
import { jsonResult } from '../json-result.ts'

const json: Format = {
  summary: { en: 'one JSON value', ru: 'одно значение JSON' },
  render: ({ result, kinds }) => `${JSON.stringify(jsonResult(result, kinds))}\n`,
}

export default json
