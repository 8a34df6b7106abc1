import { sql } from 'kysely'
import { LESSON_IDLE_MS } from '#contract/identity/signin.limits.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { SessionEnd } from '../../platform/dispatch/viewer.ts'
import { awaitsConsent } from '../consents/processing-gate.store.ts'
import type { SigninMethod } from './signin-methods.ts'

export interface SessionRow {
  id: string
  account_id: string
  active_profile_id: string | null
  operator: boolean
  /** The active profile is a child's for whom nobody has consented. */
  awaits_consent: boolean
  seen_at: Date
  lesson_ends_at: Date | null
  /** When the account is deleted; null when nobody has asked for that. */
  leaves_at: Date | null
}

/** The live sessions with these tokens on this surface, by the hash in hex; an ended or expired one is no session. */
export async function findSessions(
  reader: Reader,
  tokenHashes: readonly string[],
  surface: string,
  now: Date,
): Promise<Map<string, SessionRow>> {
  const hashes = tokenHashes.map((hash) => Buffer.from(hash, 'hex'))
  const rows = await reader
    .selectFrom('identity.session as s')
    .innerJoin('identity.account as a', 'a.id', 's.account_id')
    .leftJoin('identity.profile as p', 'p.id', 's.active_profile_id')
    .leftJoin('identity.person as person', 'person.id', 'p.person_id')
    .leftJoin('identity.deletion as d', 'd.account_id', 'a.id')
    .select([
      's.id',
      's.account_id',
      's.active_profile_id',
      's.seen_at',
      's.token_hash',
      's.lesson_ends_at',
      'a.operator',
      'd.due_at as leaves_at',
    ])
    .select(awaitsConsent(now).as('awaits_consent'))
    .where(sql<boolean>`s.token_hash = any(${hashes}::bytea[])`)
    .where('s.surface', '=', surface)
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .execute()
  return new Map(rows.map((row) => [row.token_hash.toString('hex'), row]))
}

/**
 * Active profiles of those among these sessions that are live, by session; none of a child for whom nobody has consented,
 * and none of an account that is to be deleted.
 */
export async function liveProfiles(
  reader: Reader,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, string | null>> {
  const rows = await reader
    .selectFrom('identity.session as s')
    .leftJoin('identity.profile as p', 'p.id', 's.active_profile_id')
    .leftJoin('identity.person as person', 'person.id', 'p.person_id')
    .leftJoin('identity.deletion as d', 'd.account_id', 's.account_id')
    .select(['s.id', 's.active_profile_id', 'd.number as deletion'])
    .select(awaitsConsent(now).as('awaits_consent'))
    .where(sql<boolean>`s.id = any(${[...ids]}::uuid[])`)
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .execute()
  return new Map(
    rows.map((row) => [row.id, row.awaits_consent || row.deletion !== null ? null : row.active_profile_id]),
  )
}

/** The live sessions in which some profile of this person is the active one. */
export async function liveSessionsOfPerson(reader: Reader, personId: string, now: Date): Promise<string[]> {
  const rows = await reader
    .selectFrom('identity.profile as p')
    .innerJoin('identity.session as s', 's.active_profile_id', 'p.id')
    .select('s.id')
    .where('p.person_id', '=', personId)
    .whereRef('s.account_id', '=', 'p.account_id')
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .execute()
  return rows.map((row) => row.id)
}

/** Why and when the session with this token ended; null when nothing is to be told of it. */
export async function readSessionEnd(reader: Reader, tokenHash: Buffer, surface: string): Promise<SessionEnd | null> {
  const row = await reader
    .selectFrom('identity.session')
    .select(['ended_at', 'ended_why'])
    .where('token_hash', '=', tokenHash)
    .where('surface', '=', surface)
    .where('ended_why', 'is not', null)
    .executeTakeFirst()
  return row === undefined ? null : { why: row.ended_why as SessionEnd['why'], at: toInstant(row.ended_at!) }
}

/**
 * Notes when sessions were used; one by a class card goes on from there, until its lesson is over. One that somebody else
 * changes at this moment is left alone.
 */
export async function touchSessions(reader: Reader, ids: readonly string[], now: Date): Promise<void> {
  await sql`
    update identity.session s set seen_at = ${now}, expires_at = case when s.lesson_ends_at is null then s.expires_at
      else least(s.lesson_ends_at, ${new Date(now.getTime() + LESSON_IDLE_MS)}) end
    from (select id from identity.session where id = any(${[...ids]}::uuid[]) for no key update skip locked) free
    where s.id = free.id and s.ended_at is null and s.expires_at > ${now}`.execute(reader)
}

/** Those of these profiles with whom some device has been here since then. */
export async function seenSince(reader: Reader, profileIds: readonly string[], since: Date): Promise<string[]> {
  const rows = await reader
    .selectFrom('identity.session')
    .select('active_profile_id')
    .distinct()
    .where(sql<boolean>`active_profile_id = any(${[...profileIds]}::uuid[])`)
    .where((eb) => eb.or([eb('seen_at', '>=', since), eb('connected_at', '>=', since)]))
    .execute()
  return rows.map((row) => row.active_profile_id!)
}

/** Notes that the devices of these sessions listen, where that was noted before `before` for the last time. */
export async function touchConnected(
  reader: Reader,
  ids: readonly string[],
  { now, before }: { now: Date; before: Date },
): Promise<void> {
  await sql`
    update identity.session s set connected_at = ${now}
    from (select id from identity.session where id = any(${[...ids]}::uuid[])
      and (connected_at is null or connected_at < ${before}) and ended_at is null for no key update skip locked) free
    where s.id = free.id`.execute(reader)
}

export async function insertSession(
  tx: Tx,
  session: {
    id: string
    tokenHash: Buffer
    accountId: string
    profileId: string | null
    surface: string
    device: string
    now: number
    lifeMs: number
    methods?: readonly SigninMethod[]
    lessonEndsAt?: Date
  },
): Promise<void> {
  await tx
    .insertInto('identity.session')
    .values({
      id: session.id,
      token_hash: session.tokenHash,
      account_id: session.accountId,
      active_profile_id: session.profileId,
      surface: session.surface,
      device: session.device,
      started_at: new Date(session.now),
      seen_at: new Date(session.now),
      expires_at: new Date(session.now + session.lifeMs),
      lesson_ends_at: session.lessonEndsAt ?? null,
      methods: [...(session.methods ?? [])],
    })
    .execute()
}

/** Gives a live session that began after `began` another token in the place of its own; false when it is none such. */
export async function replaceToken(
  tx: Tx,
  id: string,
  { tokenHash, began }: { tokenHash: Buffer; began: Date },
): Promise<boolean> {
  const row = await tx
    .updateTable('identity.session')
    .set({ token_hash: tokenHash })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('started_at', '>', began)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function liveSessions(reader: Reader, accountId: string, now: Date) {
  return reader
    .selectFrom('identity.session')
    .select(['id', 'device', 'started_at', 'seen_at'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('seen_at', 'desc')
    .execute()
}

/** When somebody was last seen in any session of an account; null when there was none. */
export async function lastSeen(reader: Reader, accountId: string): Promise<Date | null> {
  const row = await reader
    .selectFrom('identity.session')
    .select((eb) => eb.fn.max('seen_at').as('at'))
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row?.at ?? null
}

/** Ends live sessions of an account, one or all but one; returns their ids. `why` is what their devices are told. */
export async function endSessions(
  tx: Tx,
  accountId: string,
  which: { only?: string; except?: string },
  now: Date,
  why: SessionEnd['why'] | null = null,
): Promise<string[]> {
  let query = tx
    .updateTable('identity.session')
    .set({ ended_at: now, ended_why: why })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
  if (which.only !== undefined) query = query.where('id', '=', which.only)
  if (which.except !== undefined) query = query.where('id', '!=', which.except)
  const rows = await query.returning('id').execute()
  return rows.map((row) => row.id)
}

export async function setActiveProfile(tx: Tx, sessionId: string, profileId: string): Promise<void> {
  await tx.updateTable('identity.session').set({ active_profile_id: profileId }).where('id', '=', sessionId).execute()
}

/** Notes that a session is used in the installed app; what was noted first stays. */
export async function setInstalled(tx: Tx, sessionId: string, now: Date): Promise<void> {
  await tx
    .updateTable('identity.session')
    .set({ installed_at: now })
    .where('id', '=', sessionId)
    .where('installed_at', 'is', null)
    .execute()
}

/** Notes at the devices of an account that somebody signs in with a code on paper; those of a class are nobody's own. */
export async function noteRecoveryCode(tx: Tx, accountId: string, at: Date): Promise<void> {
  await tx
    .updateTable('identity.session')
    .set({ recovery_code_at: at })
    .where('account_id', '=', accountId)
    .where('lesson_ends_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .execute()
}

/** When somebody last signed in elsewhere with a code on paper, if that was after `since`. */
export async function readRecoveryCode(reader: Reader, sessionId: string, since: Date): Promise<Date | null> {
  const row = await reader
    .selectFrom('identity.session')
    .select('recovery_code_at')
    .where('id', '=', sessionId)
    .where('recovery_code_at', '>', since)
    .executeTakeFirst()
  return row?.recovery_code_at ?? null
}

/** Whether a profile is a learning one, and whether its account is signed in in an installed app; null of none. */
export async function readFirstSteps(
  reader: Reader,
  profileId: string,
  now: Date,
): Promise<{ learning: boolean; installed: boolean } | null> {
  const result = await sql<{ learning: boolean; installed: boolean }>`
    select p.kind = 'learning' as learning, exists (select from identity.session s
      where s.account_id = p.account_id and s.installed_at is not null and s.ended_at is null and s.expires_at > ${now}
    ) as installed
    from identity.profile p where p.id = ${profileId}::uuid`.execute(reader)
  return result.rows[0] ?? null
}
