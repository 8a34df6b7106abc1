import { PLANNED_EARLY_MS } from '#contract/calls/planned-calls.limits.ts'
import type { addPlannedCall, PlannedCall } from '#contract/calls/planned-calls.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import { dayKey, time } from '#web/kit/i18n/dates.ts'

export type Wish = Omit<InputOf<typeof addPlannedCall>, 'chatId' | 'id'>

/** So often a planned call is held, as people say it. */
export type Rhythm = 'once' | 'daily' | 'weekdays' | 'weekly'

const HOUR_MS = 3_600_000
const ALL = [1, 2, 3, 4, 5, 6, 7]

/** What stands in the form at first: the next full hour but one, on the clock of the zone, silent for those who come. */
export function firstWish(timeZone: string, now: number): Wish {
  const at = Math.ceil(now / HOUR_MS) * HOUR_MS + HOUR_MS
  return {
    title: '',
    day: dayKey(at, { timeZone }),
    time: time(at, { timeZone, locale: 'ru' }),
    repeats: null,
    microphonesOff: false,
    camerasOff: false,
  }
}

/** Monday is 1, of a calendar day. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** The days of the week on which a call of a rhythm is. */
export function weekdaysOf(rhythm: Exclude<Rhythm, 'once'>, day: string): number[] {
  if (rhythm === 'daily') return ALL
  return rhythm === 'weekdays' ? ALL.slice(0, 5) : [weekdayOf(day)]
}

/** The rhythm of what is planned. */
export function rhythmOf({ repeats }: Pick<PlannedCall, 'repeats'>): Rhythm {
  if (repeats === null) return 'once'
  if (repeats.weekdays.length === ALL.length) return 'daily'
  return repeats.weekdays.length === 1 ? 'weekly' : 'weekdays'
}

/** Whether a planned call can be begun now: from ten minutes before it on. */
export function canBegin({ nextAt }: Pick<PlannedCall, 'nextAt'>, now: number): boolean {
  return nextAt !== null && Date.parse(nextAt) - now <= PLANNED_EARLY_MS
}

/** The day after some days, as a calendar has it. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * HOUR_MS).toISOString().slice(0, 10)
}
