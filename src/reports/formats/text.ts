import type { Format } from '../format.ts'
import { resultWords } from '../result-words.ts'

const text: Format = {
  summary: { en: 'lines for people', ru: 'строки для человека' },
  render: ({ result, title, kinds }) => `${result.exercise}: ${title}\n\n${resultWords(result, kinds)}\n`,
}

export default text
