import { type RawBuilder, sql } from 'kysely'
import { SELF_REGISTRATION_AGE } from '#contract/identity/signin.limits.ts'
import type { Reader } from '../../platform/db/database.ts'

/** Why nothing may happen in the name of a profile: its account is to be deleted, or nobody has consented for the child; null when it may. */
export async function actingRefusal(
  reader: Reader,
  profileId: string,
  now: Date,
): Promise<'account.leaving' | 'consent.required' | 'profile.required' | null> {
  const row = await reader
    .selectFrom('identity.profile as p')
    .innerJoin('identity.person as person', 'person.id', 'p.person_id')
    .leftJoin('identity.deletion as d', 'd.account_id', 'p.account_id')
    .select('d.number as deletion')
    .select(awaitsConsent(now).as('awaits_consent'))
    .where('p.id', '=', profileId)
    .executeTakeFirst()
  if (row === undefined) return 'profile.required'
  if (row.deletion !== null) return 'account.leaving'
  return row.awaits_consent ? 'consent.required' : null
}

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
