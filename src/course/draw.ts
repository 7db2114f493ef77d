import { createHmac } from 'node:crypto'
import { renderText } from '../compile/render.ts'
import { words } from './draw-words.ts'
import type { Draw } from './exercise-schema.ts'

/** Who a draw is for. */
export interface Drawer {
  /** 32 bytes as hex; the course's, or one of this computer for those who learn by themselves. */
  secret: string
  student: string
}

export type Values = Readonly<Record<string, string | number>>

/**
 * Draws the values of an exercise: HMAC(secret, student, exercise, name), so that the text, the checks, the solution
 * and a grader far away come to the same values. Nothing is drawn twice and nothing needs to be stored.
 */
export function drawValues(vary: Readonly<Record<string, Draw>>, exercise: string, drawer: Drawer): Values {
  const values: Record<string, string | number> = {}
  for (const [name, draw] of Object.entries(vary)) {
    const digest = createHmac('sha256', Buffer.from(drawer.secret, 'hex'))
      .update([drawer.student, exercise, name].join('\0'))
      .digest()
    // 48 bits against ranges of a few thousand: no value comes up noticeably more often.
    values[name] = drawn(draw, digest.readUIntBE(0, 6), values)
  }
  return values
}

function drawn({ pick, number, name, value }: Draw, lot: number, earlier: Values): string | number {
  if (pick) return pick[lot % pick.length] as string | number
  if (number) return number.from + number.step * (lot % (Math.floor((number.to - number.from) / number.step) + 1))
  if (name) return `${name}_${words[lot % words.length]}${(Math.floor(lot / words.length) % 90) + 10}`
  return renderText(value ?? '', earlier)
}

const alone = /^\{\{\s*([a-z_]+)\s*\}\}$/

/** Puts drawn values into every text of a structure. A text that is nothing but one number stays a number. */
export function filled<T>(structure: T, values: Values): T {
  if (typeof structure === 'string') {
    const name = alone.exec(structure)?.[1]
    const value = name === undefined ? undefined : values[name]
    if (value !== undefined) return value as T
    return (structure.includes('{{') || structure.includes('{%') ? renderText(structure, values) : structure) as T
  }
  if (Array.isArray(structure)) return structure.map((part) => filled(part, values)) as T
  if (typeof structure !== 'object' || structure === null) return structure
  return Object.fromEntries(Object.entries(structure).map(([key, part]) => [key, filled(part, values)])) as T
}
