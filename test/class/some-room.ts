import type { Room } from '../../src/class/room/room.ts'

/** A class that nobody sits in yet. */
export const someRoom: Room = {
  name: 'db25',
  lab: 'patroni',
  os: 'debian13',
  created: 0,
  port: 2222,
  host: 'lab.example.org',
  language: 'en',
  course: 'db25',
  limits: { memory: 2 ** 29, cpus: 1, processes: 1500 },
  seats: [],
}
