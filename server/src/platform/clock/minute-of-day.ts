/** Clocks of zones: making one costs a hundred times what asking it does. */
const clocks = new Map<string, Intl.DateTimeFormat>()

/** Minutes since midnight on the clock of a zone; `time` is in milliseconds since 1970. */
export function minuteOfDay(timeZone: string, time: number): number {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  clocks.set(timeZone, clock)
  const [hour, minute] = clock.format(time).split(':')
  return Number(hour) * 60 + Number(minute)
}
