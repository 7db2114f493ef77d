import { haltSeats, removeSeats, seatsNamed } from '../../class/room/down.ts'
import { openRoom } from '../../class/room/open-room.ts'
import { findRoom } from '../../class/room/room.ts'
import { exit } from '../../errors.ts'
import { withLock } from '../../instance/lock.ts'
import { say } from '../../words/say.ts'
import { shown } from '../../words/shown.ts'
import { confirm, unchanged } from '../confirm.ts'
import { showSteps } from '../steps.ts'

export interface DownOptions {
  class?: string
  keep?: boolean
  json?: boolean
  yes?: boolean
}

/** `class down [STUDENT…]` */
export async function down(students: readonly string[], options: DownOptions): Promise<number> {
  const opened = await openRoom(findRoom(options.class))
  const { room } = opened
  const seats = students.length > 0 ? seatsNamed(students, room.seats) : [...room.seats]
  const who = { class: room.name, n: seats.length }
  if (!(await confirm(options.keep ? halting : removing, who, options))) {
    console.log(say(unchanged))
    return exit.done
  }
  const work = options.keep ? haltSeats : removeSeats
  await withLock(`class ${room.name}`, () =>
    showSteps(options.json === true).step(options.keep ? 'halt' : 'destroy', (progress) =>
      work(opened, seats, (student) => progress(shown(student))),
    ),
  )
  if (options.json) console.log(JSON.stringify(seats.map(({ student }) => student)))
  return exit.done
}

const halting = {
  en: 'Shut down {n, plural, one {one lab} other {# labs}} of the class "{class}"? Everything on their disks stays.',
  ru: 'Выключить {n, plural, one {# лабораторию} few {# лаборатории} many {# лабораторий} other {# лаборатории}} группы «{class}»? Всё на их дисках останется.',
}
const removing = {
  en: 'Remove {n, plural, one {one lab} other {# labs}} of the class "{class}" with everything in them?',
  ru: 'Удалить {n, plural, one {# лабораторию} few {# лаборатории} many {# лабораторий} other {# лаборатории}} группы «{class}» со всем содержимым?',
}
