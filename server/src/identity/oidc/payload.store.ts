import { sql } from 'kysely'
import { tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

export interface PayloadRow {
  payload: Record<string, unknown>
  consumed_at: Date | null
}

/** Rows of the library's models by what it finds them by. Expired ones are there no more. */
const live = (reader: Reader, model: string, now: Date) =>
  reader
    .selectFrom('identity.oidc_payload')
    .where('model', '=', model)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))

export async function findPayload(reader: Reader, model: string, id: string, now: Date): Promise<PayloadRow | null> {
  const row = await live(reader, model, now)
    .select(['payload', 'consumed_at'])
    .where('id_hash', '=', tokenHash(id))
    .executeTakeFirst()
  return (row as PayloadRow | undefined) ?? null
}

export async function findPayloadBy(
  reader: Reader,
  model: string,
  by: { uid: string } | { userCode: string },
  now: Date,
): Promise<PayloadRow | null> {
  const query = live(reader, model, now).select(['payload', 'consumed_at'])
  const found = 'uid' in by ? query.where('uid', '=', by.uid) : query.where('user_code', '=', by.userCode)
  return ((await found.executeTakeFirst()) as PayloadRow | undefined) ?? null
}

export interface NewPayload {
  model: string
  id: string
  payload: object
  grantId: string | null
  uid: string | null
  userCode: string | null
  clientId: string | null
  accountId: string | null
  /** Our own session that a session of the provider follows; null leaves what stands there. */
  sessionId: string | null
  expiresAt: Date | null
  now: Date
}

export async function putPayload(reader: Reader, row: NewPayload): Promise<void> {
  const changing = {
    payload: JSON.stringify(row.payload),
    grant_id: row.grantId,
    uid: row.uid,
    user_code: row.userCode,
    client_id: row.clientId,
    account_id: row.accountId,
    expires_at: row.expiresAt,
    ...(row.sessionId === null ? {} : { session_id: row.sessionId }),
  }
  await reader
    .insertInto('identity.oidc_payload')
    .values({ model: row.model, id_hash: tokenHash(row.id), created_at: row.now, ...changing })
    .onConflict((conflict) => conflict.columns(['model', 'id_hash']).doUpdateSet(changing))
    .execute()
}

/** Marks as used; false when somebody was faster, so that nothing is used twice at the same moment. */
export async function consumePayload(reader: Reader, model: string, id: string, now: Date): Promise<boolean> {
  const row = await reader
    .updateTable('identity.oidc_payload')
    .set({ consumed_at: now })
    .where('model', '=', model)
    .where('id_hash', '=', tokenHash(id))
    .where('consumed_at', 'is', null)
    .returning('model')
    .executeTakeFirst()
  return row !== undefined
}

export async function deletePayload(reader: Reader, model: string, id: string): Promise<void> {
  await reader
    .deleteFrom('identity.oidc_payload')
    .where('model', '=', model)
    .where('id_hash', '=', tokenHash(id))
    .execute()
}

export async function deleteByGrant(reader: Reader, model: string, grantId: string): Promise<void> {
  await reader.deleteFrom('identity.oidc_payload').where('model', '=', model).where('grant_id', '=', grantId).execute()
}

/** Ends what an account has granted a client, with every token of it. */
export async function deleteGrantsOf(tx: Tx, clientId: string, accountId: string | null): Promise<void> {
  let query = tx
    .deleteFrom('identity.oidc_payload')
    .where('client_id', '=', clientId)
    .where('model', 'in', ['Grant', 'AuthorizationCode', 'AccessToken', 'RefreshToken', 'ClientCredentials'])
  if (accountId !== null) query = query.where('account_id', '=', accountId)
  await query.execute()
}

/** Takes the sessions of the provider that follow these of ours away; returns what clients they had reached. */
export async function takeSessions(
  tx: Tx,
  sessionIds: readonly string[],
): Promise<{ accountId: string; authorizations: Record<string, { sid?: string; grantId?: string }> }[]> {
  const rows = await tx
    .deleteFrom('identity.oidc_payload')
    .where('model', '=', 'Session')
    .where(sql<boolean>`session_id = any(${[...sessionIds]}::uuid[])`)
    .returning(['account_id', 'payload'])
    .execute()
  return rows
    .filter((row) => row.account_id !== null)
    .map((row) => ({
      accountId: row.account_id!,
      authorizations:
        (row.payload as { authorizations?: Record<string, { sid?: string; grantId?: string }> }).authorizations ?? {},
    }))
}

/** Takes a client out of the sessions of the provider of an account; returns the names that it had for them. */
export async function leaveSessions(tx: Tx, clientId: string, accountId: string): Promise<string[]> {
  const result = await sql<{ sid: string | null }>`
    update identity.oidc_payload p set payload = p.payload #- array['authorizations', ${clientId}::text]
    from (select model, id_hash, payload #>> array['authorizations', ${clientId}::text, 'sid'] as sid
      from identity.oidc_payload
      where model = 'Session' and account_id = ${accountId}::uuid
        and payload -> 'authorizations' -> ${clientId}::text is not null for update) before
    where p.model = before.model and p.id_hash = before.id_hash returning before.sid`.execute(tx)
  return result.rows.flatMap(({ sid }) => (sid === null ? [] : [sid]))
}

/** Ends grants with every token of theirs. */
export async function deleteGrants(tx: Tx, grantIds: readonly string[]): Promise<void> {
  for (const grantId of grantIds) {
    await tx.deleteFrom('identity.oidc_payload').where('grant_id', '=', grantId).execute()
    await deletePayload(tx, 'Grant', grantId)
  }
}

/** Our sessions that are over while a session of the provider follows them still, at most `limit`. */
export async function overButFollowed(reader: Reader, now: Date, limit: number): Promise<string[]> {
  const result = await sql<{ id: string }>`
    select distinct s.id from identity.oidc_payload p join identity.session s on s.id = p.session_id
    where p.model = 'Session' and (s.expires_at <= ${now} or s.ended_at is not null) limit ${limit}`.execute(reader)
  return result.rows.map((row) => row.id)
}

/** Deletes what expired before; returns how many. */
export async function forgetPayloads(tx: Tx, before: Date): Promise<number> {
  const result = await sql`delete from identity.oidc_payload where expires_at < ${before}`.execute(tx)
  return Number(result.numAffectedRows ?? 0)
}
