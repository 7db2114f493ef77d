import { serverOf } from '../../class/room/entry/entry.ts'
import { openRoom } from '../../class/room/open-room.ts'
import { findRoom } from '../../class/room/room.ts'
import { survey } from '../../class/room/survey.ts'
import { exit } from '../../errors.ts'
import { roomWords } from '../../reports/room-words.ts'

export interface StatusOptions {
  class?: string
  json?: boolean
}

/** `class status` */
export async function status(options: StatusOptions): Promise<number> {
  const room = findRoom(options.class)
  const seats = await survey(await openRoom(room))
  const isOpen = serverOf(room.name) !== undefined
  if (options.json) console.log(JSON.stringify({ class: room.name, port: room.port, open: isOpen, students: seats }))
  else console.log(roomWords(room, seats, isOpen))
  return exit.done
}
