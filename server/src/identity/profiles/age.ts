const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const AGE_MAX = 120
const MINUTE_MS = 60_000

/** Full years between a birth date (YYYY-MM-DD) and a day of the same form. */
export function ageOn(birthDate: string, day: string): number {
  const birth = DAY.exec(birthDate)
  const now = DAY.exec(day)
  if (birth === null || now === null) throw new Error('ageOn expects days as YYYY-MM-DD')
  const years = Number(now[1]) - Number(birth[1])
  const passed = `${now[2]}-${now[3]}` >= `${birth[2]}-${birth[3]}`
  return passed ? years : years - 1
}

/** Whether the text is a day of the calendar on which a living person may have been born. */
export function isBirthDate(text: string, today: string): boolean {
  if (!DAY.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) return false
  return text <= today && ageOn(text, today) <= AGE_MAX
}

/** Calendars of zones: making one costs a hundred times what asking it does. */
const calendars = new Map<string, Intl.DateTimeFormat>()

/** The calendar day in a time zone, YYYY-MM-DD. */
export function dayIn(timeZone: string, time: number): string {
  const calendar = calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  calendars.set(timeZone, calendar)
  return calendar.format(time)
}

/** The first minute of a calendar day in a time zone, in milliseconds since 1970; a day that does not exist is the next one. */
export function dayBegins(timeZone: string, day: string): number {
  const parts = DAY.exec(day)
  if (parts === null) throw new Error('dayBegins expects a day as YYYY-MM-DD')
  const around = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / MINUTE_MS
  // No zone is farther than 14 hours from UTC.
  let [before, after] = [around - 15 * 60, around + 15 * 60]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (dayIn(timeZone, middle * MINUTE_MS) >= day) after = middle
    else before = middle
  }
  return after * MINUTE_MS
}

/** The day on which somebody becomes `age` years old, YYYY-MM-DD; of the 29th of February also where there is none. */
export function birthdayOf(birthDate: string, age: number): string {
  return `${String(Number(birthDate.slice(0, 4)) + age).padStart(4, '0')}${birthDate.slice(4)}`
}
