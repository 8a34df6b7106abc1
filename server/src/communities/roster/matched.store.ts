import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Match } from './matching.ts'

export interface ApprovalRow {
  id: string
  community_id: string
  made_by: string
  made_at: Date
  /** Applications that it has approved. */
  approved: number
  /** Of these, what was taken back. */
  undone: number
}

const SELECTED = sql`p.id, p.community_id, p.made_by, p.made_at,
  (select count(*)::integer from communities.matched_line l where l.approval_id = p.id) as approved,
  (select count(*)::integer from communities.matched_line l
    join communities.application a on a.id = l.application_id
    where l.approval_id = p.id and a.state <> 'approved') as undone`

export async function approvalById(reader: Reader, id: string): Promise<ApprovalRow | null> {
  const result = await sql<ApprovalRow>`select ${SELECTED} from communities.matched_approval p
    where p.id = ${id}::uuid`.execute(reader)
  return result.rows[0] ?? null
}

export async function approvalsOf(reader: Reader, communityId: string, limit: number): Promise<ApprovalRow[]> {
  const result = await sql<ApprovalRow>`select ${SELECTED} from communities.matched_approval p
    where p.community_id = ${communityId}::uuid
      and exists (select from communities.matched_line l where l.approval_id = p.id) order by p.made_at desc, p.id desc limit ${limit}`.execute(
    reader,
  )
  return result.rows
}

export async function insertApproval(
  tx: Tx,
  row: Pick<ApprovalRow, 'id' | 'community_id' | 'made_by' | 'made_at'>,
): Promise<void> {
  await tx
    .insertInto('communities.matched_approval')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function insertLines(
  tx: Tx,
  approvalId: string,
  lines: readonly { applicationId: string; grounds: Match['grounds'] }[],
): Promise<void> {
  if (lines.length === 0) return
  await tx
    .insertInto('communities.matched_line')
    .values(
      lines.map(({ applicationId, grounds }) => ({ approval_id: approvalId, application_id: applicationId, grounds })),
    )
    // Taken back and approved again by the same call.
    .onConflict((conflict) => conflict.columns(['approval_id', 'application_id']).doNothing())
    .execute()
}

/** Applications of an approval that stand, the latest first. */
export async function standingLines(reader: Reader, approvalId: string): Promise<string[]> {
  const result = await sql<{ id: string }>`select a.id from communities.matched_line l
    join communities.application a on a.id = l.application_id
    where l.approval_id = ${approvalId}::uuid and a.state = 'approved' order by a.id desc`.execute(reader)
  return result.rows.map((row) => row.id)
}

export interface LineRow {
  profile_id: string
  unit_name: string
  grounds: Match['grounds']
  stands: boolean
}

export async function linesOf(reader: Reader, approvalId: string): Promise<LineRow[]> {
  const result = await sql<LineRow>`
    select a.profile_id, u.name as unit_name, l.grounds, a.state = 'approved' as stands
    from communities.matched_line l join communities.application a on a.id = l.application_id
    join communities.unit u on u.id = a.unit_id
    where l.approval_id = ${approvalId}::uuid order by u.grade nulls last, u.name, a.sort_name, a.id`.execute(reader)
  return result.rows
}

/** Members whose surname and name, folded, are among these; more names may follow. */
export async function membersCalled(
  reader: Reader,
  communityId: string,
  names: ReadonlySet<string>,
): Promise<string[]> {
  const rows = await reader
    .selectFrom('communities.member')
    .select(['profile_id', 'sort_name'])
    .where('community_id', '=', communityId)
    .execute()
  return rows.filter((row) => beginningsOf(row.sort_name).some((each) => names.has(each))).map((row) => row.profile_id)
}

/** The first words of a name, and the first words with one more, up to all of them. */
function beginningsOf(sortName: string): string[] {
  const words = sortName.split(' ')
  return words.map((_, at) => words.slice(0, at + 1).join(' '))
}

/** What changes whenever a list of a community, or whoever belongs to it, does. */
export async function comparedVersions(reader: Reader, communityId: string): Promise<string> {
  const result = await sql<{ versions: string }>`select concat_ws('/', r.count, r.hash, m.count, m.hash) as versions
    from (select count(*), bit_xor(hashtextextended(id::text || version, 0)) as hash
      from communities.roster_record where community_id = ${communityId}::uuid) r,
      (select count(*), bit_xor(hashtextextended(profile_id::text || version, 0)) as hash
      from communities.member where community_id = ${communityId}::uuid) m`.execute(reader)
  return result.rows[0]!.versions
}
