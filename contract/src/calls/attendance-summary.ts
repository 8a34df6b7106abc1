import type { AttendanceRow } from './attendance.ts'

/** How long one person was in a call, all his sessions together. */
export interface AttendanceSum {
  profileId: string
  sessions: number
  joinedAt: string
  /** When his last session has ended; null while he is in the call. */
  leftAt: string | null
  /** Seconds in which he was there: with two devices at the same time they are not counted twice. */
  seconds: number
}

/** What is told of each person beside his sessions, in the order in which they have come (ATT-03). */
export function attendanceSums(rows: readonly AttendanceRow[]): AttendanceSum[] {
  const byPerson = new Map<string, AttendanceRow[]>()
  for (const row of rows) byPerson.set(row.profileId, [...(byPerson.get(row.profileId) ?? []), row])
  return [...byPerson.values()]
    .map((own) => own.sort((a, b) => Date.parse(a.joinedAt) - Date.parse(b.joinedAt)))
    .map((own) => ({
      profileId: own[0]!.profileId,
      sessions: own.length,
      joinedAt: own[0]!.joinedAt,
      leftAt: lastLeaving(own),
      seconds: secondsTogether(own),
    }))
}

function lastLeaving(rows: readonly AttendanceRow[]): string | null {
  let last = ''
  for (const { leftAt } of rows) {
    if (leftAt === null) return null
    if (leftAt > last) last = leftAt
  }
  return last
}

/** Seconds that at least one of these sessions covers; they come in the order of their beginnings. */
function secondsTogether(rows: readonly AttendanceRow[]): number {
  let covered = Number.NEGATIVE_INFINITY
  let total = 0
  for (const { joinedAt, seconds } of rows) {
    const from = Math.floor(Date.parse(joinedAt) / 1_000)
    const to = from + seconds
    total += Math.max(0, to - Math.max(from, covered))
    covered = Math.max(covered, to)
  }
  return total
}
