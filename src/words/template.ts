import { IntlMessageFormat } from 'intl-messageformat'
import { language, type Text } from './say.ts'

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** A message as its author thinks of it: values by their names in braces, of plurals one form, of choices all. */
export const template = (text: Text): string =>
  words(new IntlMessageFormat(text[language()], language(), undefined, { ignoreTag: true }).getAst(), '')

const words = (elements: readonly Element[], counted: string): string =>
  elements.map((element) => word(element, counted)).join('')

/** @param counted the name that `#` stands for */
function word(element: Element, counted: string): string {
  if (!('options' in element)) {
    if ('value' in element) return isLiteral(element) ? element.value : `{${element.value}}`
    return counted ? `{${counted}}` : '#'
  }
  const options = Object.values(element.options).map(({ value }) => words(value, element.value))
  // The last form of a plural is the general one; of a choice every option is worth reading.
  return element.type === plural ? (options.at(-1) ?? '') : [...new Set(options.filter(Boolean))].join(' / ')
}

/** Kinds of elements in the tree of @formatjs/icu-messageformat-parser (its enum TYPE). */
const literal = 0
const plural = 6
const isLiteral = (element: Element): element is Extract<Element, { type: 0 }> => element.type === literal
