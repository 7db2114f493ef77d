import { instanceNames } from '../instance/store.ts'
import type { Roster } from './model.ts'
import { roomNames } from './room/room.ts'
import { instanceFor } from './room/seats.ts'

/**
 * The roster of a class that was brought up on this host says nothing of ways, and every student has one all the same:
 * to the instance that `class up` made. Whoever has a way of their own keeps it.
 */
export function withDefaultWays(roster: Roster): Roster {
  // By its name alone: to grade a class, its record need not be whole.
  const isHere = roomNames().includes(roster.name)
  const instances = new Set(instanceNames())
  const students = roster.students.map((student) => {
    const instance = instanceFor(roster.name, student)
    return student.way === undefined && (isHere || instances.has(instance))
      ? { ...student, way: { instance } }
      : student
  })
  return { ...roster, students }
}
