import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface LinkRow {
  personId: string
  profileId: string
  madeAt: Date
}

const LINK = sql`person_id as "personId", profile_id as "profileId", made_at as "madeAt"`

/** Everybody of the source who is linked, by the id of the source, and which profiles were and are not any more. */
export async function linksOf(
  reader: Reader,
  communityId: string,
): Promise<{ profileOf: Map<string, string>; unlinked: Set<string> }> {
  const rows = await reader
    .selectFrom('connector.link')
    .select(['person_id', 'profile_id', 'undone_at'])
    .where('community_id', '=', communityId)
    .execute()
  const live = rows.filter((row) => row.undone_at === null)
  const profileOf = new Map(live.map((row) => [row.person_id, row.profile_id]))
  const unlinked = new Set(rows.map((row) => row.profile_id)).difference(new Set(profileOf.values()))
  return { profileOf, unlinked }
}

/** The people of the source who are these profiles, or who are linked at all, by profile. */
export async function linkedProfiles(
  reader: Reader,
  communityId: string,
  profileIds: readonly string[] | null,
): Promise<Map<string, string>> {
  const among = profileIds === null ? sql`` : sql`and profile_id = any(${[...profileIds]}::uuid[])`
  const result = await sql<LinkRow>`select ${LINK} from connector.link
    where community_id = ${communityId}::uuid and undone_at is null ${among}`.execute(reader)
  return new Map(result.rows.map(({ personId, profileId }) => [profileId, personId]))
}

/** Linked people after this one, by the id of the source. */
export async function pageLinks(
  reader: Reader,
  communityId: string,
  after: string | null,
  limit: number,
): Promise<LinkRow[]> {
  const result = await sql<LinkRow>`
    select ${LINK} from connector.link where community_id = ${communityId}::uuid and undone_at is null
      ${after === null ? sql`` : sql`and person_id > ${after}`}
    order by person_id limit ${limit}`.execute(reader)
  return result.rows
}

export async function countLinks(reader: Reader, communityId: string): Promise<number> {
  const result = await sql<{ count: number }>`select count(*)::integer as count from connector.link
    where community_id = ${communityId}::uuid and undone_at is null`.execute(reader)
  return result.rows[0]!.count
}

/** The links of a person of the source, and of a profile; at most one each, and `was` is whoever that person was before. */
export async function linksAbout(
  reader: Reader,
  communityId: string,
  of: { personId: string; profileId: string },
): Promise<{ person: LinkRow | null; profile: LinkRow | null; was: string | null }> {
  const result = await sql<LinkRow & { live: boolean }>`
    select ${LINK}, undone_at is null as live from connector.link
    where community_id = ${communityId}::uuid and (person_id = ${of.personId} or profile_id = ${of.profileId}::uuid)`.execute(
    reader,
  )
  const ofPerson = result.rows.find(({ personId }) => personId === of.personId)
  return {
    person: ofPerson?.live === true ? ofPerson : null,
    profile: result.rows.find(({ profileId, live }) => live && profileId === of.profileId) ?? null,
    was: ofPerson?.profileId ?? null,
  }
}

export async function putLink(tx: Tx, communityId: string, link: LinkRow): Promise<void> {
  const values = { profile_id: link.profileId, made_at: link.madeAt, undone_at: null }
  await tx
    .insertInto('connector.link')
    .values({ community_id: communityId, person_id: link.personId, ...values })
    .onConflict((conflict) => conflict.columns(['community_id', 'person_id']).doUpdateSet(values))
    .execute()
}

/** The links of these people of the source. */
export async function linksOfPeople(
  reader: Reader,
  communityId: string,
  personIds: readonly string[],
): Promise<LinkRow[]> {
  const result = await sql<LinkRow>`select ${LINK} from connector.link where community_id = ${communityId}::uuid
    and undone_at is null and person_id = any(${[...personIds]}::text[])`.execute(reader)
  return result.rows
}

/** Ends a link; false when there is none. */
export async function undoLink(tx: Tx, communityId: string, personId: string, now: Date): Promise<boolean> {
  const result = await sql`update connector.link set undone_at = ${now}
    where community_id = ${communityId}::uuid and person_id = ${personId} and undone_at is null`.execute(tx)
  return (result.numAffectedRows ?? 0n) > 0n
}

/** Ends the links of profiles with what this system tells; returns of which organisations. */
export async function undoLinksOf(
  tx: Tx,
  { profileIds, clientId, now }: { profileIds: readonly string[]; clientId: string; now: Date },
): Promise<{ communityId: string; personId: string }[]> {
  const result = await sql<{ communityId: string; personId: string }>`
    update connector.link l set undone_at = ${now} from connector.organisation o
    where o.community_id = l.community_id and o.told_by = ${clientId}::uuid and l.undone_at is null
      and l.profile_id = any(${[...profileIds]}::uuid[])
    returning l.community_id as "communityId", l.person_id as "personId"`.execute(tx)
  return result.rows
}

export async function deleteLinks(tx: Tx, communityId: string): Promise<void> {
  await tx.deleteFrom('connector.link').where('community_id', '=', communityId).execute()
}

/** Forgets whatever is kept of profiles whose account is deleted; returns how many rows that were. */
export async function eraseProfiles(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const ids = sql`any(${[...profileIds]}::uuid[])`
  let rows = 0n
  for (const statement of [
    sql`delete from connector.link where profile_id = ${ids}`,
    sql`delete from connector.member where profile_id = ${ids}`,
    sql`delete from connector.place where profile_id = ${ids}`,
    sql`update connector.member set hand_id = null where hand_id = ${ids}`,
    sql`update connector.organisation set granted_by = null where granted_by = ${ids}`,
  ]) {
    rows += (await statement.execute(tx)).numAffectedRows ?? 0n
  }
  return Number(rows)
}

/** Whatever is kept of a profile is another one's of the same human from now on; where that one has his own, it counts. */
export async function uniteProfiles(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`delete from connector.link l where profile_id = ${from}::uuid and exists (select from connector.link o
    where o.community_id = l.community_id and o.profile_id = ${to}::uuid and o.undone_at is null)`.execute(tx)
  await sql`update connector.link set profile_id = ${to}::uuid where profile_id = ${from}::uuid`.execute(tx)
  await sql`delete from connector.member m where profile_id = ${from}::uuid and exists (select from connector.member o
    where o.chat_id = m.chat_id and o.profile_id = ${to}::uuid)`.execute(tx)
  await sql`update connector.member set profile_id = ${to}::uuid where profile_id = ${from}::uuid`.execute(tx)
  await sql`delete from connector.place p where profile_id = ${from}::uuid and exists (select from connector.place o
    where o.community_id = p.community_id and o.profile_id = ${to}::uuid and o.role = p.role and o.unit_id = p.unit_id
      and o.child_person_id is not distinct from p.child_person_id)`.execute(tx)
  await sql`update connector.place set profile_id = ${to}::uuid where profile_id = ${from}::uuid`.execute(tx)
}

/** What is kept of profiles, for the file that their owner downloads. */
export async function linksOfProfiles(
  reader: Reader,
  profileIds: readonly string[],
): Promise<{ communityId: string; personId: string; madeAt: Date; undoneAt: Date | null }[]> {
  const result = await sql<{ communityId: string; personId: string; madeAt: Date; undoneAt: Date | null }>`
    select community_id as "communityId", person_id as "personId", made_at as "madeAt", undone_at as "undoneAt"
    from connector.link where profile_id = any(${[...profileIds]}::uuid[]) order by community_id, person_id`.execute(
    reader,
  )
  return result.rows
}
