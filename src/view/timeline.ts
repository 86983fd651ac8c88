import { type Attack, type Grade, grades } from '../schema/attack.ts'

/** One attack as a mark of the timeline; x and y in units of the picture. */
export interface Mark {
  x: number
  y: number
  grade: Grade
  name: string
}

/** The timeline of attacks: a column a month, with a mark for each attack of it. */
export interface Timeline {
  width: number
  height: number
  /** Side of the square in which a mark stands. */
  cell: number
  marks: Mark[]
  /** Labels below the first month of each year. */
  years: { x: number; label: string }[]
  /** The same in words. */
  about: string
}

const CELL = 12
const FOOT = 22

/** Lays the attacks out by month, the graver answers at the bottom of each column. */
export function timeline(attacks: readonly Attack[]): Timeline {
  const months = attacks.map(({ date }) => monthOf(date))
  const first = Math.min(...months)
  const last = Math.max(...months)
  const columns = new Map<number, Attack[]>()
  for (const attack of attacks)
    columns.set(monthOf(attack.date), [...(columns.get(monthOf(attack.date)) ?? []), attack])
  const tallest = Math.max(1, ...[...columns.values()].map(({ length }) => length))
  const height = tallest * CELL
  const marks = [...columns].flatMap(([month, own]) =>
    own
      .toSorted((a, b) => grades.indexOf(b.containment.grade) - grades.indexOf(a.containment.grade))
      .map(({ name, containment }, index) => ({
        x: (month - first) * CELL + CELL / 2,
        y: height - index * CELL - CELL / 2,
        grade: containment.grade,
        name,
      })),
  )
  const span = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return {
    width: span.length * CELL,
    height: height + FOOT,
    cell: CELL,
    marks,
    years: span
      .filter((month) => month % 12 === 0 || month === first)
      .filter((month, index, all) => index > 0 || (all[1] ?? month + 12) - month > 3)
      .map((month) => ({ x: (month - first) * CELL, label: String(Math.floor(month / 12)) })),
    about: `${attacks.length} attacks by month. ${yearCounts(attacks)}`,
  }
}

const monthOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1

function yearCounts(attacks: readonly Attack[]): string {
  const counts = new Map<string, number>()
  for (const { date } of attacks) counts.set(date.slice(0, 4), (counts.get(date.slice(0, 4)) ?? 0) + 1)
  return [...counts]
    .sort()
    .map(([year, count]) => `${count} in ${year}`)
    .join(', ')
    .concat('.')
}
