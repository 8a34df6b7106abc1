import type { Hours, QuietRules, QuietWish } from '#contract/communities/quiet.ts'
import { DAY_MINUTES, daysFrom, minutesOf, type ZonedDay } from './zoned-day.ts'

/** What somebody is in an organisation, as far as its quiet times ask. */
export type Kind = 'staff' | 'pupil' | 'family'

/** A time in which nothing sounds, in milliseconds since 1970: from the first, included, to the second, excluded. */
export interface Quiet {
  from: number
  to: number
}

/** Which times are asked for, in milliseconds since 1970; a quiet time that lasts longer is told to its end. */
export interface Span {
  from: number
  to: number
}

/** Whoever never rests from resting is told so many days at most. */
const DAYS_MAX = 400

export type Rules = Omit<QuietRules, 'communityId' | 'version'>

/** Quiet times of somebody in an organisation: he rests when all that he is there rests (P-04). */
export function quietByRules(rules: Rules, timeZone: string, kinds: readonly Kind[], span: Span): Quiet[] {
  const [first, ...others] = kinds.map((kind) => quietOf(timeZone, span, (day) => restOfDay(rules, kind, day)))
  return others.reduce<Quiet[]>(overlapOf, first ?? [])
}

/** Quiet times that somebody wishes himself. */
export function quietByWish(wish: Omit<QuietWish, 'version' | 'follows'>, span: Span): Quiet[] {
  const { hours, restDays, timeZone } = wish
  if (hours === null && restDays.length === 0) return []
  return quietOf(timeZone, span, ({ weekday }) =>
    restDays.includes(weekday) ? WHOLE_DAY : hours === null ? [] : outside(hours),
  )
}

/** When it sounds again for somebody for whom it is quiet at `time`; null when it is not. */
export function quietUntil(quiets: readonly Quiet[], time: number): number | null {
  return quiets.find(({ from, to }) => from <= time && time < to)?.to ?? null
}

/** All times that are quiet by one list or the other, in order, without overlaps. */
export function unionOf(one: readonly Quiet[], other: readonly Quiet[]): Quiet[] {
  const joined: Quiet[] = []
  for (const { from, to } of [...one, ...other].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else joined.push({ from, to })
  }
  return joined
}

/** All times that are quiet by both lists. */
export function overlapOf(one: readonly Quiet[], other: readonly Quiet[]): Quiet[] {
  return one.flatMap((a) =>
    other.flatMap((b) => {
      const both = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) }
      return both.from < both.to ? [both] : []
    }),
  )
}

/** Minutes of one day, `from` included, `to` excluded. */
type Minutes = readonly (readonly [from: number, to: number])[]

const WHOLE_DAY: Minutes = [[0, DAY_MINUTES]]

function outside({ from, to }: Hours): Minutes {
  return [
    [0, minutesOf(from)],
    [minutesOf(to), DAY_MINUTES],
  ]
}

function restOfDay(rules: Rules, kind: Kind, { day, weekday }: ZonedDay): Minutes {
  const isHoliday = rules.holidays.some(({ from, to }) => from <= day && day <= to)
  if (isHoliday || rules.restDays.includes(weekday)) return WHOLE_DAY
  if (kind === 'staff') return outside(rules.staffHours)
  const lessons: Minutes = rules.lessons.map(({ from, to }) => [minutesOf(from), minutesOf(to)])
  return kind === 'pupil' ? [...outside(rules.familyHours), ...lessons] : outside(rules.familyHours)
}

function quietOf(timeZone: string, span: Span, restOf: (day: ZonedDay) => Minutes): Quiet[] {
  let found: Quiet[] = []
  let days = 0
  for (const day of daysFrom(timeZone, span.from)) {
    const begins = day.at(0)
    const isOpen = (found.at(-1)?.to ?? 0) >= begins
    if (days === DAYS_MAX || (begins >= span.to && !isOpen)) break
    const rests = restOf(day)
      .map(([from, to]) => ({ from: day.at(from), to: day.at(to) }))
      .filter(({ from, to }) => from < to)
    found = unionOf(found, rests)
    days += 1
  }
  return found.filter(({ from, to }) => from < span.to && to > span.from)
}
