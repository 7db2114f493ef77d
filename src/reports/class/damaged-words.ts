import { say } from '../../words/say.ts'

/** What an instructor must know where a part of the results is lost; nothing otherwise. */
export const damagedWords = (damaged: number): string[] =>
  damaged === 0
    ? []
    : [
        say(
          {
            en: '{n, plural, one {# line} other {# lines}} of the results could not be read; everything else counts. Grade again what may be missing: ./pglab grade ROSTER',
            ru: 'В результатах не читается {n, plural, one {# строка} few {# строки} many {# строк} other {# строки}}; остальное учтено. Если чего-то не хватает, оцените снова: ./pglab grade ROSTER',
          },
          { n: damaged },
        ),
      ]
