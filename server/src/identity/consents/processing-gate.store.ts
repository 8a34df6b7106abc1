import { type RawBuilder, sql } from 'kysely'
import { SELF_REGISTRATION_AGE } from '#contract/identity/signin.limits.ts'

/**
 * Whether the row `person` of a statement is a child under 14 where it lives for whom nobody has consented: then its
 * profiles are nobody's. False when there is no such row. The day of the birthday itself is over the border.
 */
export function awaitsConsent(now: Date): RawBuilder<boolean> {
  return sql<boolean>`(coalesce(extract(year from age(
      (${now}::timestamptz at time zone person.time_zone)::date::timestamp, person.birth_date::timestamp
    )) < ${SELF_REGISTRATION_AGE}, false)
    and not exists (select from identity.consent c where c.child_person_id = person.id and c.ended_at is null))`
}
