import type { YAMLError } from 'yaml'
import { type Params, say, type Text } from '../words/say.ts'
import { shown } from '../words/shown.ts'

export const tooDeep: Text = { en: 'nested too deeply', ru: 'слишком глубокая вложенность' }
const noComma: Text = {
  en: 'a comma between two items in brackets, or the space after a colon, is missing',
  ru: 'в скобках пропущена запятая между элементами или пробел после двоеточия',
}
/** The parser speaks English only, and to programmers. */
const words: Partial<Record<YAMLError['code'], Text>> = {
  BAD_DQ_ESCAPE: {
    en: 'a backslash in "double quotes" begins an escape, and this one does not exist; use single quotes',
    ru: 'обратная косая черта в "двойных кавычках" начинает escape-последовательность, а такой нет; возьмите одинарные кавычки',
  },
  BAD_INDENT: {
    en: 'the indentation fits nothing above; what belongs together begins in the same column',
    ru: 'отступ не совпадает ни с чем выше; элементы одного уровня начинаются в одной колонке',
  },
  BAD_SCALAR_START: {
    en: 'a value cannot begin with {first}; put it in quotes',
    ru: 'значение не может начинаться с {first}; возьмите его в кавычки',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    en: 'a second "key: value" inside a value; put text that holds a colon in quotes, or check the indentation',
    ru: 'вторая пара «ключ: значение» внутри значения; текст с двоеточием возьмите в кавычки или проверьте отступ',
  },
  BLOCK_IN_FLOW: noComma,
  DUPLICATE_KEY: { en: 'the key "{word}" stands here twice', ru: 'ключ «{word}» указан здесь дважды' },
  MULTILINE_IMPLICIT_KEY: {
    en: 'expected "key: value"; is the colon or the space after it missing?',
    ru: 'ожидается «ключ: значение»; возможно, пропущено двоеточие или пробел после него',
  },
  MULTIPLE_DOCS: {
    en: 'a second document begins here; a lab file is one document',
    ru: 'здесь начинается второй документ, а файл лаборатории состоит из одного',
  },
  RESOURCE_EXHAUSTION: tooDeep,
  TAB_AS_INDENT: { en: 'a tab in the indentation; use spaces', ru: 'табуляция в отступе; используйте пробелы' },
  TAG_RESOLVE_FAILED: {
    en: 'tags are not used in lab files: {found}',
    ru: 'теги в файлах лабораторий не используются: {found}',
  },
  UNEXPECTED_TOKEN: { en: '"{found}" makes no sense here', ru: 'здесь не может стоять «{found}»' },
}

const unclosedWords: Record<'quote' | 'bracket', Text> = {
  quote: { en: 'this quote is never closed', ru: 'эта кавычка не закрыта' },
  bracket: {
    en: 'this bracket is not closed, or what it holds is not indented',
    ru: 'эта скобка не закрыта, или её содержимое не сдвинуто вправо',
  },
}
const tightComment: Text = {
  en: 'a comment needs a space before its #',
  ru: 'перед знаком # комментария нужен пробел',
}
const noColon = words.MULTILINE_IMPLICIT_KEY
const other: Text = { en: 'this is not valid YAML ({detail})', ru: 'это не YAML ({detail})' }

/** What is wrong with the text, in the language of the person. */
export function yamlWords(error: YAMLError, source: string): string {
  const place = source.slice(error.pos[0])
  const params: Params = {
    first: shown(place.slice(0, 1)),
    found: shown(/^\S+/.exec(place)?.[0] ?? '') || '–',
    word: shown(/^("[^"]*"|'[^']*'|[^\s:,}]+)/.exec(place)?.[0].replace(/^["']|["']$/g, '') ?? ''),
    detail: shown(error.message),
  }
  return say(special(error) ?? words[error.code] ?? other, params)
}

/** What was opened and not closed, where that is the mistake. */
export function unclosed({ message }: YAMLError): keyof typeof unclosedWords | undefined {
  if (/^Missing closing .quote/.test(message)) return 'quote'
  return /^Flow (map|sequence) .*end with a/.test(message) ? 'bracket' : undefined
}

/** Codes that cover several mistakes are told apart by the parser's own sentence. */
function special(error: YAMLError): Text | undefined {
  const open = unclosed(error)
  if (open) return unclosedWords[open]
  if (error.message.startsWith('Comments must be separated')) return tightComment
  if (error.message.startsWith('Implicit map keys need')) return noColon
  if (error.message.startsWith('A block sequence may not be')) return words.BAD_INDENT
  return /^Missing (,|space after)/.test(error.message) ? noComma : undefined
}
