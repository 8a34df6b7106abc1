const MONTHS = ['янв', 'фев', 'мар', 'апр', 'ма[йя]', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'].map(
  (month) => new RegExp(`^${month}`, 'u'),
)
const DAY_MS = 86_400_000
/** Day 0 of a book of Excel, as it counts after February of 1900. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30)
const EXCEL_MIN = 3_654
const EXCEL_MAX = 80_000

function dayOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return date.toISOString().slice(0, 10)
}

/** A year of two digits is the last one that is not to come. */
function wholeYear(text: string, thisYear: number): number {
  if (text.length > 2) return Number(text)
  const year = 2000 + Number(text)
  return year > thisYear ? year - 100 : year
}

/**
 * The day (YYYY-MM-DD) that a text names: «12.03.2014», «12.3.14 г.», «2014-03-12», «12 марта 2014», or the number of a day in
 * Excel; null for anything else. The day stands before the month.
 *
 * @param today YYYY-MM-DD
 */
export function readDay(text: string, today: string): string | null {
  const clean = text
    .toLowerCase()
    .replace(/\s*(г\.?|года?|г\.\s*р\.?)$/u, '')
    .trim()
  const thisYear = Number(today.slice(0, 4))
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[t ].*)?$/u.exec(clean)
  if (iso !== null) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const plain = /^(\d{1,2})\s*[-./,\s]\s*(\d{1,2})\s*[-./,\s]\s*(\d{4}|\d{2})(?: 0?0:00.*)?$/u.exec(clean)
  if (plain !== null) return dayOf(wholeYear(plain[3]!, thisYear), Number(plain[2]), Number(plain[1]))
  const worded = /^(\d{1,2})[\s.-]+([а-я]{3,8})\.?[\s.-]+(\d{4}|\d{2})$/u.exec(clean)
  if (worded !== null) {
    const month = MONTHS.findIndex((pattern) => pattern.test(worded[2]!)) + 1
    return month === 0 ? null : dayOf(wholeYear(worded[3]!, thisYear), month, Number(worded[1]))
  }
  const serial = /^(\d{4,5})(?:\.0+)?$/u.exec(clean)
  if (serial === null) return null
  const number = Number(serial[1])
  if (number < EXCEL_MIN || number > EXCEL_MAX) return null
  return new Date(EXCEL_EPOCH + number * DAY_MS).toISOString().slice(0, 10)
}

/** The same day with day and month in each other's place; null where that is none or the same. */
export function transposed(day: string): string | null {
  const [year, month, date] = day.split('-').map(Number)
  const other = dayOf(year!, date!, month!)
  return other === day ? null : other
}
