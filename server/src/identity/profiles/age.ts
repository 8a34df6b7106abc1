const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const AGE_MAX = 120

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

/** The calendar day in a time zone, YYYY-MM-DD. */
export function dayIn(timeZone: string, time: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(time)
}
