export interface Week {
  /** The Monday, YYYY-MM-DD. */
  monday: string
  messages: number
  /** The last week, which is not over. */
  partial: boolean
}

const DAY_MS = 86_400_000

/** Adds the days of the last four weeks up to calendar weeks; a first week of which days are missing is left out. */
export function byWeek(days: readonly { day: string; messages: number }[]): Week[] {
  const weeks = new Map<string, { messages: number; days: number }>()
  for (const { day, messages } of days) {
    const monday = mondayOf(day)
    const week = weeks.get(monday) ?? { messages: 0, days: 0 }
    weeks.set(monday, { messages: week.messages + messages, days: week.days + 1 })
  }
  const all = [...weeks].map(([monday, week]) => ({ monday, ...week }))
  return all
    .filter((week, at) => at > 0 || week.days === 7)
    .map((week, at, kept) => ({
      monday: week.monday,
      messages: week.messages,
      partial: at === kept.length - 1 && week.days < 7,
    }))
}

function mondayOf(day: string): string {
  const time = Date.parse(`${day}T00:00:00.000Z`)
  const weekday = (new Date(time).getUTCDay() + 6) % 7
  return new Date(time - weekday * DAY_MS).toISOString().slice(0, 10)
}
