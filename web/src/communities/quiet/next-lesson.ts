import type { Hours } from '#contract/communities/quiet.ts'

const FIRST: Hours = { from: '08:30', to: '09:15' }
const BREAK_MINUTES = 10
const DAY_MINUTES = 24 * 60

/** The lesson that is likely to follow these: as long as the last one, after a break as long as the last one. */
export function nextLesson(lessons: readonly Hours[]): Hours {
  const last = lessons.at(-1)
  if (last === undefined) return FIRST
  const before = lessons.at(-2)
  const pause = before === undefined ? BREAK_MINUTES : Math.max(0, minutes(last.from) - minutes(before.to))
  const length = Math.max(1, minutes(last.to) - minutes(last.from))
  const from = Math.min(minutes(last.to) + pause, DAY_MINUTES - 2)
  return { from: clock(from), to: clock(Math.min(from + length, DAY_MINUTES - 1)) }
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
