import type { Application } from '#contract/communities/applications.ts'
import { plainDay } from '#web/kit/i18n/dates.ts'
import { t } from './applications.texts.ts'

/** What tells one applicant from another: the child of a parent, the position of staff, the birth date of a pupil. */
export function aboutApplicant(application: Application): string {
  if (application.childName !== null) return t.parentOf(application.childName)
  if (application.position !== '') return application.position
  return application.birthDate === '' ? '' : plainDay(application.birthDate)
}

/** Whole years on a day. */
export function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}
