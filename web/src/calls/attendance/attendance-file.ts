import type { AttendanceRow } from '#contract/calls/attendance.ts'
import { attendanceSums } from '#contract/calls/attendance-summary.ts'
import { toCsv } from '#web/kit/csv/csv.ts'
import { type BookCell, bookOf } from '#web/kit/sheets/book.ts'
import type { AttendanceTexts } from './attendance.texts.ts'

export interface AttendanceList {
  rows: readonly AttendanceRow[]
  /** The name of a person, as others see it. */
  nameOf: (profileId: string) => string
  /** The zone in which times are told. */
  timeZone: string
  /** Whether the sums of each person stand behind the sessions (ATT-03). */
  sums: boolean
}

type Words = Pick<AttendanceTexts, 'heads' | 'sumHeads' | 'sheets'>

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    })
  clocks.set(timeZone, clock)
  return clock
}

/** A moment on the clock of a zone with what the zone is ahead of UTC: «30.11.2026 10:15:03 +03:00» (ATT-04). */
export function zonedTime(instant: string, timeZone: string): string {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  )
  const [year, month, day, hour, minute, second, zone] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second', 'timeZoneName'] as const
  ).map((type) => parts.get(type) ?? '')
  const offset = zone === 'GMT' ? '+00:00' : zone!.replace('GMT', '')
  return `${day}.${month}.${year} ${hour}:${minute}:${second} ${offset}`
}

/** A length of time as HH:MM:SS; a day has 24 hours, and two have 48. */
export function clockLength(seconds: number): string {
  const two = (count: number) => String(count).padStart(2, '0')
  return [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
}

type Cell = string | { seconds: number }

/** Exactly what ATT-02 names, a row for each session. */
function sessionRows({ rows, nameOf, timeZone }: AttendanceList): Cell[][] {
  return rows.map(({ profileId, joinedAt, leftAt, seconds }) => [
    profileId,
    nameOf(profileId),
    zonedTime(joinedAt, timeZone),
    leftAt === null ? '' : zonedTime(leftAt, timeZone),
    { seconds },
  ])
}

function sumRows({ rows, nameOf, timeZone }: AttendanceList): Cell[][] {
  return attendanceSums(rows).map(({ profileId, joinedAt, leftAt, seconds, sessions }) => [
    profileId,
    nameOf(profileId),
    zonedTime(joinedAt, timeZone),
    leftAt === null ? '' : zonedTime(leftAt, timeZone),
    { seconds },
    String(sessions),
  ])
}

const asText = (rows: readonly (readonly Cell[])[]) =>
  rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : clockLength(cell.seconds))))

/** The list as a text for spreadsheets; the sums stand behind an empty row, under heads of their own. */
export function attendanceCsv(list: AttendanceList, words: Words): string {
  const sessions = [words.heads, ...asText(sessionRows(list))]
  if (!list.sums) return toCsv(sessions)
  return toCsv([...sessions, [], words.sumHeads, ...asText(sumRows(list))])
}

/** The list as a book; the sums stand on a sheet of their own. */
export function attendanceBook(list: AttendanceList, words: Words): Promise<Blob> {
  const sheet = (name: string, heads: readonly string[], rows: readonly (readonly BookCell[])[]) => ({
    name,
    heads,
    rows,
  })
  return bookOf([
    sheet(words.sheets.sessions, words.heads, sessionRows(list)),
    ...(list.sums ? [sheet(words.sheets.sums, words.sumHeads, sumRows(list))] : []),
  ])
}
