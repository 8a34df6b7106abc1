import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

interface Moved {
  from: string
  to: string
}

/** Organisations of a profile, by name, with whether another one is there too. */
export async function organisationsOf(
  reader: Reader,
  { from, to }: Moved,
): Promise<{ id: string; name: string; position: string; both: boolean }[]> {
  const result = await sql<{ id: string; name: string; position: string; both: boolean }>`
    select c.id, c.name, m.position, exists (select from communities.member o
      where o.community_id = m.community_id and o.profile_id = ${to}::uuid) as both
    from communities.member m join communities.community c on c.id = m.community_id
    where m.profile_id = ${from}::uuid order by c.name, c.id`.execute(reader)
  return result.rows
}

/** One profile of every child whose parent a profile is. */
export async function childrenOf(reader: Reader, profileId: string): Promise<string[]> {
  const result = await sql<{ profile_id: string }>`
    select distinct on (m.person_id) m.profile_id from communities.member_role r
    join communities.member m on m.community_id = r.community_id and m.person_id = r.child_person_id
    where r.profile_id = ${profileId}::uuid order by m.person_id, m.profile_id`.execute(reader)
  return result.rows.map((row) => row.profile_id)
}

/** What names a person: roles of parents, limits and cases of families. Where the same stands already it stands once. */
export async function moveChildRows(tx: Tx, { from, to }: Moved): Promise<void> {
  await sql`delete from communities.member_role r using communities.member_role s
    where r.child_person_id = ${from}::uuid and s.child_person_id = ${to}::uuid
      and s.community_id = r.community_id and s.profile_id = r.profile_id and s.role = r.role
      and s.unit_id is not distinct from r.unit_id`.execute(tx)
  await sql`update communities.member_role set child_person_id = ${to}::uuid
    where child_person_id = ${from}::uuid`.execute(tx)
  await sql`delete from communities.family_limit l where l.child_person_id = ${from}::uuid and exists (
    select from communities.family_limit o
    where o.community_id = l.community_id and o.child_person_id = ${to}::uuid)`.execute(tx)
  await sql`update communities.family_limit set child_person_id = ${to}::uuid
    where child_person_id = ${from}::uuid`.execute(tx)
  await sql`update communities.family_case set
      child_person_id = case child_person_id when ${from}::uuid then ${to}::uuid else child_person_id end,
      adult_person_id = case adult_person_id when ${from}::uuid then ${to}::uuid else adult_person_id end
    where child_person_id = ${from}::uuid or adult_person_id = ${from}::uuid`.execute(tx)
}

/** What names a profile and goes on by itself: applications, links for its parents, cases, what it shows, blocks, contacts by hand. */
export async function moveProfileRows(tx: Tx, { from, to }: Moved): Promise<void> {
  await sql`update communities.application a set state = 'withdrawn'
    where a.profile_id = ${from}::uuid and a.state = 'pending' and exists (
      select from communities.application o where o.profile_id = ${to}::uuid and o.state = 'pending'
        and o.community_id = a.community_id and o.unit_id = a.unit_id and o.role = a.role
        and o.child_profile_id is not distinct from a.child_profile_id)`.execute(tx)
  await sql`update communities.application set profile_id = ${to}::uuid where profile_id = ${from}::uuid`.execute(tx)
  await sql`update communities.application a set child_profile_id = ${to}::uuid
    where a.child_profile_id = ${from}::uuid and a.state <> 'pending'`.execute(tx)
  await sql`update communities.invite_link set child_profile_id = ${to}::uuid
    where child_profile_id = ${from}::uuid`.execute(tx)
  await sql`update communities.family_case set
      child_profile_id = case child_profile_id when ${from}::uuid then ${to}::uuid else child_profile_id end,
      adult_profile_id = case adult_profile_id when ${from}::uuid then ${to}::uuid else adult_profile_id end
    where child_profile_id = ${from}::uuid or adult_profile_id = ${from}::uuid`.execute(tx)
  // He is given the membership in this transaction, and knows then what he may do.
  await sql`insert into communities.page_editor (community_id, profile_id, given_by, given_at)
    select community_id, ${to}::uuid, given_by, given_at from communities.page_editor where profile_id = ${from}::uuid
    on conflict do nothing`.execute(tx)
  await moveAbsences(tx, { from, to })
  await sql`delete from communities.details d where d.profile_id = ${from}::uuid and exists (
    select from communities.details o where o.profile_id = ${to}::uuid)`.execute(tx)
  await sql`update communities.details set profile_id = ${to}::uuid where profile_id = ${from}::uuid`.execute(tx)
  await sql`update communities.details_change set profile_id = ${to}::uuid where profile_id = ${from}::uuid`.execute(tx)
  await moveBlocks(tx, { from, to })
  await moveContacts(tx, { from, to })
  await sql`delete from communities.second_adult s where s.profile_id = ${from}::uuid and exists (
    select from communities.second_adult o
    where o.community_id = s.community_id and o.profile_id = ${to}::uuid)`.execute(tx)
  await sql`update communities.second_adult set profile_id = ${to}::uuid where profile_id = ${from}::uuid`.execute(tx)
  await sql`delete from communities.queue_digest q where q.profile_id = ${from}::uuid and exists (
    select from communities.queue_digest o
    where o.community_id = q.community_id and o.profile_id = ${to}::uuid)`.execute(tx)
  await sql`update communities.queue_digest set profile_id = ${to}::uuid where profile_id = ${from}::uuid`.execute(tx)
}

async function moveAbsences(tx: Tx, { from, to }: Moved): Promise<void> {
  await sql`update communities.absence set
      child_profile_id = case child_profile_id when ${from}::uuid then ${to}::uuid else child_profile_id end,
      told_by = case told_by when ${from}::uuid then ${to}::uuid else told_by end,
      accepted_by = case accepted_by when ${from}::uuid then ${to}::uuid else accepted_by end,
      paper_by = case paper_by when ${from}::uuid then ${to}::uuid else paper_by end
    where child_profile_id = ${from}::uuid or told_by = ${from}::uuid or accepted_by = ${from}::uuid
      or paper_by = ${from}::uuid`.execute(tx)
}

async function moveBlocks(tx: Tx, { from, to }: Moved): Promise<void> {
  await sql`insert into communities.block (profile_id, blocked_id, blocked_at)
    select case profile_id when ${from}::uuid then ${to}::uuid else profile_id end,
      case blocked_id when ${from}::uuid then ${to}::uuid else blocked_id end, blocked_at
    from communities.block
    where (profile_id = ${from}::uuid and blocked_id <> ${to}::uuid)
      or (blocked_id = ${from}::uuid and profile_id <> ${to}::uuid)
    on conflict do nothing`.execute(tx)
  await sql`delete from communities.block
    where profile_id = ${from}::uuid or blocked_id = ${from}::uuid`.execute(tx)
}

async function moveContacts(tx: Tx, { from, to }: Moved): Promise<void> {
  await sql`insert into communities.personal_contact (owner_id, other_id, answered_at, confirmed_at)
    select case owner_id when ${from}::uuid then ${to}::uuid else owner_id end,
      case other_id when ${from}::uuid then ${to}::uuid else other_id end, answered_at, confirmed_at
    from communities.personal_contact
    where (owner_id = ${from}::uuid and other_id <> ${to}::uuid)
      or (other_id = ${from}::uuid and owner_id <> ${to}::uuid)
    on conflict do nothing`.execute(tx)
  await sql`delete from communities.personal_contact
    where owner_id = ${from}::uuid or other_id = ${from}::uuid`.execute(tx)
  await sql`delete from communities.contact_code where profile_id = ${from}::uuid`.execute(tx)
}
