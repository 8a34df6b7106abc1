import { DIGEST_FROM_HOUR, DIGEST_UNTIL_HOUR } from '#contract/communities/communities.limits.ts'

const DAYS_OFF: readonly string[] = ['Sat', 'Sun']

/** Whether people of an organisation are at work: on weekdays by day, in its zone. `now` is in milliseconds since 1970. */
export function isWorkingTime(timeZone: string, now: number): boolean {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' })
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]))
  const hour = Number(parts.get('hour'))
  return !DAYS_OFF.includes(parts.get('weekday')!) && hour >= DIGEST_FROM_HOUR && hour < DIGEST_UNTIL_HOUR
}
