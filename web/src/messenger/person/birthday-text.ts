import type { PersonCard } from '#contract/communities/contacts.ts'
import { date, plainDay } from '#web/kit/i18n/dates.ts'

/** «20 мая»; with its year it is a date of birth and stands as every other one does: «20.05.2011». */
export function birthdayText({ day, month, year }: NonNullable<PersonCard['birthday']>): string {
  const two = (number: number) => String(number).padStart(2, '0')
  if (year !== null) return plainDay(`${year}-${two(month)}-${two(day)}`)
  // A leap year, so that the twenty-ninth of February has a place.
  const at = Date.UTC(2000, month - 1, day)
  return date(at, { timeZone: 'UTC', now: at })
}
