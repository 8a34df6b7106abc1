import type { Application } from '#contract/communities/applications.ts'
import { plainDay } from '#web/kit/i18n/dates.ts'
import { t } from './applications.texts.ts'

/** What tells one applicant from another: the child of a parent, the position of staff, the birth date of a pupil. */
export function aboutApplicant(application: Application): string {
  if (application.childName !== null) return t.parentOf(application.childName)
  if (application.position !== '') return application.position
  return application.birthDate === '' ? '' : plainDay(application.birthDate)
}
