export interface DateParts {
  day: string
  month: string
  year: string
}

/** YYYY-MM-DD of three controls, or null when there is no such day. */
export function toDay(parts: DateParts): string | null {
  const [day, month, year] = [Number(parts.day), Number(parts.month), Number(parts.year)]
  if (parts.year.length !== 4 || day < 1 || month < 1) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return date.toISOString().slice(0, 10)
}
