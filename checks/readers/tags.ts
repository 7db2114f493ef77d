import { z } from 'zod'
import { parseJson } from '../../src/words/parse-json.ts'
import { shown } from '../../src/words/shown.ts'

const answer = z.object({
  members: z
    .array(
      z.object({
        name: z.string().max(100).transform(shown),
        tags: z
          .record(
            z.string().max(100),
            z.union([z.boolean(), z.number(), z.string().max(200).transform(shown)]).catch(''),
          )
          .nullish()
          .catch(null),
      }),
    )
    .max(100),
})

type Tags = Readonly<Record<string, boolean | number | string>>

/** The tags of every member, as GET /cluster of Patroni 3.x, 4.0 and 4.1 lists them; nothing where it is no answer. */
export function tagsIn(printed: string): Map<string, Tags> | undefined {
  const { data } = answer.safeParse(parseJson(printed))
  return data && new Map(data.members.map(({ name, tags }) => [name, tags ?? {}]))
}
