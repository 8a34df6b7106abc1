/** A moment that people often mean, as the device's own clock has it. */
export interface QuickTime {
  readonly key: 'evening' | 'tomorrow' | 'monday'
  /** Milliseconds since 1970. */
  readonly at: number
}

const MORNING = 8
const EVENING = 18
/** Until so long before the evening it is offered. */
const EVENING_AHEAD_MS = 30 * 60_000
const MONDAY = 1

/** What is offered at a moment: this evening while it is not near, tomorrow morning, and Monday's where that is another one. */
export function quickTimes(now: number): QuickTime[] {
  const at = (days: number, hour: number) => {
    const moment = new Date(now)
    moment.setDate(moment.getDate() + days)
    moment.setHours(hour, 0, 0, 0)
    return moment.getTime()
  }
  const toMonday = (MONDAY + 7 - new Date(now).getDay()) % 7 || 7
  const evening = at(0, EVENING)
  return [
    ...(evening - now >= EVENING_AHEAD_MS ? [{ key: 'evening', at: evening } as const] : []),
    { key: 'tomorrow', at: at(1, MORNING) },
    ...(toMonday > 1 ? [{ key: 'monday', at: at(toMonday, MORNING) } as const] : []),
  ]
}

/** A moment as a field of day and time holds it, in the zone of the device: «2026-03-17T08:00». */
export function fieldOf(at: number): string {
  const moment = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`
}

/** The moment in such a field; null while nothing whole stands there. */
export function momentOf(field: string): number | null {
  const at = new Date(field).getTime()
  return field === '' || Number.isNaN(at) ? null : at
}
