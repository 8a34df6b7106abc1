import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** A pupil of a unit with the card that is good now. */
export interface HolderRow {
  profile_id: string
  printed_at: Date | null
  locked: boolean
  /** The last session by it whose lesson is not over; it may have ended before that. */
  session_id: string | null
}

/** Pupils of a unit by surname. */
export async function holdersOf(reader: Reader, unitId: string, now: Date): Promise<HolderRow[]> {
  const result = await sql<HolderRow>`
    select m.profile_id, k.printed_at, k.locked_at is not null as locked,
      (select s.session_id from communities.card_session s where s.card_id = k.id and s.ends_at > ${now}
        order by s.ends_at desc limit 1) as session_id
    from communities.member_role r
    join communities.member m on m.community_id = r.community_id and m.profile_id = r.profile_id
    left join communities.class_card k on k.unit_id = r.unit_id and k.profile_id = r.profile_id and k.ended_at is null
    where r.unit_id = ${unitId}::uuid and r.role = 'pupil'
    order by m.sort_name, m.profile_id`.execute(reader)
  return result.rows
}

/** Those of these people who are pupils of the unit. */
export async function pupilsAmong(
  reader: Reader,
  unitId: string,
  profileIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await reader
    .selectFrom('communities.member_role')
    .select('profile_id')
    .where('unit_id', '=', unitId)
    .where('role', '=', 'pupil')
    .where('profile_id', 'in', [...profileIds])
    .execute()
  return new Set(rows.map((row) => row.profile_id))
}

export interface NewCard {
  id: string
  unitId: string
  profileId: string
  secretHash: Buffer
  symbolsHash: Buffer
  by: string
  now: number
}

export async function insertCard(tx: Tx, card: NewCard): Promise<void> {
  await tx
    .insertInto('communities.class_card')
    .values({
      id: card.id,
      unit_id: card.unitId,
      profile_id: card.profileId,
      secret_hash: card.secretHash,
      symbols_hash: card.symbolsHash,
      printed_by: card.by,
      printed_at: new Date(card.now),
    })
    .execute()
}

/** Ends the cards of a unit that are good, of these people or of everybody; returns their ids. */
export async function endCards(
  tx: Tx,
  unitIds: readonly string[],
  profileIds: readonly string[] | null,
  now: number,
): Promise<string[]> {
  let query = tx
    .updateTable('communities.class_card')
    .set({ ended_at: new Date(now) })
    .where('unit_id', 'in', [...unitIds])
    .where('ended_at', 'is', null)
  if (profileIds !== null) query = query.where('profile_id', 'in', [...profileIds])
  const rows = await query.returning('id').execute()
  return rows.map((row) => row.id)
}

/** Lets a card be tried again; false when there is none. */
export async function unlockCard(tx: Tx, unitId: string, profileId: string): Promise<boolean> {
  const row = await tx
    .updateTable('communities.class_card')
    .set({ tries: 0, locked_at: null })
    .where('unit_id', '=', unitId)
    .where('profile_id', '=', profileId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface CardRow {
  id: string
  unit_id: string
  profile_id: string
  symbols_hash: Buffer
  tries: number
  locked_at: Date | null
}

const CARD = ['id', 'unit_id', 'profile_id', 'symbols_hash', 'tries', 'locked_at'] as const

/** The good card of a unit with this secret. */
export async function cardBySecret(reader: Reader, unitId: string, secretHash: Buffer): Promise<CardRow | null> {
  const row = await reader
    .selectFrom('communities.class_card')
    .select(CARD)
    .where('secret_hash', '=', secretHash)
    .where('unit_id', '=', unitId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** The same card under its lock; null when it has ended meanwhile. */
export async function lockCard(tx: Tx, id: string): Promise<CardRow | null> {
  const row = await tx
    .selectFrom('communities.class_card')
    .select(CARD)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

export async function setTries(tx: Tx, cardId: string, tries: number, lockedAt: Date | null): Promise<void> {
  await tx.updateTable('communities.class_card').set({ tries, locked_at: lockedAt }).where('id', '=', cardId).execute()
}

export interface CardSessionRow {
  session_id: string
  profile_id: string
}

/** Takes sessions by these cards or on these devices out of the table, for whoever ends them. */
export async function takeSessions(
  tx: Tx,
  of: { cardIds?: readonly string[]; deviceIds?: readonly string[] },
): Promise<CardSessionRow[]> {
  const result = await sql<CardSessionRow>`
    delete from communities.card_session s using communities.class_card k
    where k.id = s.card_id and (s.card_id = any(${[...(of.cardIds ?? [])]}::uuid[])
      or s.device_id = any(${[...(of.deviceIds ?? [])]}::uuid[]))
    returning s.session_id, k.profile_id`.execute(tx)
  return result.rows
}

export async function insertSession(
  tx: Tx,
  session: { sessionId: string; cardId: string; deviceId: string; endsAt: Date },
): Promise<void> {
  await tx
    .insertInto('communities.card_session')
    .values({
      session_id: session.sessionId,
      card_id: session.cardId,
      device_id: session.deviceId,
      ends_at: session.endsAt,
    })
    .execute()
}

/** Deletes what is known of sessions whose lesson is over; returns how many. */
export async function forgetSessions(tx: Tx, before: Date): Promise<number> {
  const result = await sql`delete from communities.card_session where ends_at < ${before}`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}
