import { type LabError, wrongUsage } from '../errors.ts'
import type { Finding } from './positions.ts'

/** Everything that is wrong with a file, in one error; `place` is the file as the person would name it. */
export const mistakesIn = (place: string, findings: readonly Finding[]): LabError =>
  wrongUsage(
    {
      en: '{file} has {n, plural, one {# mistake} other {# mistakes}}; mend and run the command again:',
      ru: 'В файле {file} {n, plural, one {# ошибка} few {# ошибки} many {# ошибок} other {# ошибки}}; исправьте и повторите команду:',
    },
    { file: place, n: findings.length },
    findings.map(({ at, path, message }) => `  ${place}:${at.line}:${at.column}: ${path ? `${path}: ` : ''}${message}`),
  )
