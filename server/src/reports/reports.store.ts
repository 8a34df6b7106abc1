import { sql } from 'kysely'
import type { ReportReason } from '#contract/reports/reports.limits.ts'
import type { ReportOutcome } from '#contract/reports/reports.ts'
import type { Reader, Tx } from '../platform/db/database.ts'

export interface ReportRow {
  id: string
  community_id: string
  reporter_id: string | null
  reason: ReportReason
  words: string
  made_at: Date
  chat_id: string | null
  chat_title: string | null
  messages: number
  has_sealed: boolean
  asked_by: string | null
  asked_at: Date | null
  opened_by: string | null
  opened_operator: boolean
  opened_at: Date | null
  decided_by: string | null
  decided_at: Date | null
  outcome: ReportOutcome | null
  answer: string
  accused_ids: string[]
}

export interface NewReport
  extends Pick<
    ReportRow,
    'id' | 'community_id' | 'reason' | 'words' | 'made_at' | 'chat_id' | 'chat_title' | 'messages'
  > {
  reporter_id: string
  sealed: Buffer | null
}

const COLUMNS = sql`r.id, r.community_id, r.reporter_id, r.reason, r.words, r.made_at, r.chat_id, r.chat_title, r.messages,
  r.sealed is not null as has_sealed, r.asked_by, r.asked_at, r.opened_by, r.opened_operator, r.opened_at, r.decided_by,
  r.decided_at, r.outcome, r.answer,
  array(select a.profile_id from reports.accused a where a.report_id = r.id order by 1) as accused_ids`

/** Writes down a report; false when there is one with this id. */
export async function insertReport(tx: Tx, report: NewReport, accusedIds: readonly string[]): Promise<boolean> {
  const made = await tx
    .insertInto('reports.report')
    .values(report)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) return false
  if (accusedIds.length > 0) {
    await tx
      .insertInto('reports.accused')
      .values(accusedIds.map((profile_id) => ({ report_id: report.id, profile_id })))
      .execute()
  }
  return true
}

/** A report with whom it tells of; null when there is none. */
export async function reportOf(reader: Reader, id: string): Promise<ReportRow | null> {
  const result = await sql<ReportRow>`select ${COLUMNS} from reports.report r where r.id = ${id}::uuid`.execute(reader)
  return result.rows[0] ?? null
}

/** The same, held until the transaction ends: of two who move it on at once, one comes after the other. */
export async function holdReport(tx: Tx, id: string): Promise<ReportRow | null> {
  await sql`select from reports.report where id = ${id}::uuid for no key update`.execute(tx)
  return reportOf(tx, id)
}

/** What somebody has reported, the latest first. */
export async function reportsBy(reader: Reader, reporterId: string, limit: number): Promise<ReportRow[]> {
  const result = await sql<ReportRow>`select ${COLUMNS} from reports.report r
    where r.reporter_id = ${reporterId}::uuid order by r.made_at desc, r.id desc limit ${limit}`.execute(reader)
  return result.rows
}

/** What a page of a list begins behind. */
export interface Behind {
  at: Date
  id: string
}

/** Reports of a community but those about somebody: what waits by its age, what is decided the latest first. */
export async function pageReports(
  reader: Reader,
  of: { communityId: string; notAbout: string; decided: boolean },
  behind: Behind | null,
  limit: number,
): Promise<ReportRow[]> {
  const { communityId, notAbout, decided } = of
  const at = decided ? sql`r.decided_at` : sql`r.made_at`
  const further =
    behind === null
      ? sql`true`
      : decided
        ? sql`(${at}, r.id) < (${behind.at}, ${behind.id}::uuid)`
        : sql`(${at}, r.id) > (${behind.at}, ${behind.id}::uuid)`
  const order = decided ? sql`r.decided_at desc, r.id desc` : sql`r.made_at, r.id`
  const result = await sql<ReportRow>`select ${COLUMNS} from reports.report r
    where r.community_id = ${communityId}::uuid and ${decided ? sql`r.decided_at is not null` : sql`r.decided_at is null`}
      and not exists (select from reports.accused a where a.report_id = r.id and a.profile_id = ${notAbout}::uuid)
      and ${further}
    order by ${order} limit ${limit}`.execute(reader)
  return result.rows
}

/** How many reports of a community wait but those about somebody; `most` stands for more, too. */
export async function countWaiting(
  reader: Reader,
  { communityId, notAbout }: { communityId: string; notAbout: string },
  most: number,
): Promise<number> {
  const result = await sql<{ count: number }>`select count(*)::integer as count from (
    select from reports.report r where r.community_id = ${communityId}::uuid and r.decided_at is null
      and not exists (select from reports.accused a where a.report_id = r.id and a.profile_id = ${notAbout}::uuid)
    limit ${most}) waiting`.execute(reader)
  return result.rows[0]!.count
}

/** Communities in which somebody waits for a second person, and the report is not as old as this. */
export async function askingCommunities(reader: Reader, deadline: Date): Promise<string[]> {
  const result = await sql<{ id: string }>`select distinct r.community_id as id from reports.report r
    where r.decided_at is null and r.made_at > ${deadline} and r.asked_at is not null and r.opened_at is null`.execute(
    reader,
  )
  return result.rows.map(({ id }) => id)
}

/**
 * Reports for the operator, the oldest first: what nobody has decided and is as old as `deadline`, and what waits for a second
 * person where none of these administrators of its community could be it.
 */
export async function pageWaiting(
  reader: Reader,
  of: { deadline: Date; administrators: readonly { communityId: string; profileId: string }[] },
  behind: Behind | null,
  limit: number,
): Promise<ReportRow[]> {
  const communityIds = of.administrators.map(({ communityId }) => communityId)
  const profileIds = of.administrators.map(({ profileId }) => profileId)
  const further = behind === null ? sql`true` : sql`(r.made_at, r.id) > (${behind.at}, ${behind.id}::uuid)`
  const result = await sql<ReportRow>`select ${COLUMNS} from reports.report r
    where r.decided_at is null and ${further}
      and (r.made_at <= ${of.deadline} or (r.asked_at is not null and r.opened_at is null and not exists (
        select from unnest(${communityIds}::uuid[], ${profileIds}::uuid[]) as second(community_id, profile_id)
        where second.community_id = r.community_id and second.profile_id is distinct from r.asked_by
          and not exists (select from reports.accused a where a.report_id = r.id and a.profile_id = second.profile_id))))
    order by r.made_at, r.id limit ${limit}`.execute(reader)
  return result.rows
}

export async function setAsked(tx: Tx, id: string, by: string, at: Date): Promise<void> {
  await sql`update reports.report set asked_by = ${by}::uuid, asked_at = ${at}, opened_by = null, opened_operator = false,
    opened_at = null where id = ${id}::uuid`.execute(tx)
}

/** Opens it; without a profile the operator was the second one. */
export async function setOpened(tx: Tx, id: string, by: string | null, at: Date): Promise<void> {
  await sql`update reports.report set opened_by = ${by}::uuid, opened_operator = ${by === null}, opened_at = ${at}
    where id = ${id}::uuid`.execute(tx)
}

/** Decides, and forgets what the messages say. */
export async function setDecided(
  tx: Tx,
  id: string,
  decided: { by: string; at: Date; outcome: ReportOutcome; answer: string },
): Promise<void> {
  const { by, at, outcome, answer } = decided
  await sql`update reports.report set decided_by = ${by}::uuid, decided_at = ${at}, outcome = ${outcome},
    answer = ${answer}, sealed = null where id = ${id}::uuid`.execute(tx)
}

/** What the messages said, sealed; null when there were none, or it is decided. */
export async function sealedOf(reader: Reader, id: string): Promise<Buffer | null> {
  const row = await reader.selectFrom('reports.report').select('sealed').where('id', '=', id).executeTakeFirst()
  return row?.sealed ?? null
}

/** Forgets what was decided before a moment. */
export async function forgetDecided(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('reports.report').where('decided_at', '<', before).execute()
}

/**
 * Erases what reports hold of these profiles, and returns how much that was: a report of theirs has no reporter and no
 * words any more; one that told of nobody else has nothing that could be opened.
 */
export async function eraseProfiles(tx: Tx, profileIds: readonly string[]): Promise<number> {
  const ids = sql`any(${[...profileIds]}::uuid[])`
  const steps = [
    sql`update reports.report r set sealed = null where sealed is not null
      and exists (select from reports.accused a where a.report_id = r.id and a.profile_id = ${ids})
      and not exists (select from reports.accused a where a.report_id = r.id and a.profile_id <> all(${[...profileIds]}::uuid[]))`,
    sql`delete from reports.accused where profile_id = ${ids}`,
    sql`update reports.report set reporter_id = null, words = '', answer = '' where reporter_id = ${ids}`,
    sql`update reports.report set asked_by = null, asked_at = null, opened_by = null, opened_operator = false, opened_at = null
      where asked_by = ${ids} or opened_by = ${ids}`,
    sql`update reports.report set decided_by = null where decided_by = ${ids}`,
  ]
  let count = 0
  for (const step of steps) count += Number((await step.execute(tx)).numAffectedRows ?? 0)
  return count
}

/** What is kept of a profile becomes another one's. */
export async function uniteProfiles(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`insert into reports.accused (report_id, profile_id) select report_id, ${to}::uuid from reports.accused
    where profile_id = ${from}::uuid on conflict do nothing`.execute(tx)
  await sql`delete from reports.accused where profile_id = ${from}::uuid`.execute(tx)
  for (const column of ['reporter_id', 'asked_by', 'opened_by', 'decided_by']) {
    const name = sql.ref(column)
    await sql`update reports.report set ${name} = ${to}::uuid where ${name} = ${from}::uuid`.execute(tx)
  }
}

/** What somebody has reported, for his own data. */
export async function ownReports(reader: Reader, profileIds: readonly string[]): Promise<object[]> {
  const result =
    await sql<object>`select made_at as "madeAt", reason, words, messages, decided_at as "decidedAt", outcome, answer
    from reports.report where reporter_id = any(${[...profileIds]}::uuid[]) order by made_at, id`.execute(reader)
  return result.rows
}
