import { sql } from 'kysely'
import { tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'

/** As whom an account shows itself to a client, and which scopes it has agreed to. */
export interface Choice {
  profileId: string
  scopes: readonly string[]
}

/** The choice whose profile is still there. */
export async function readChoice(reader: Reader, clientId: string, accountId: string): Promise<Choice | null> {
  const row = await reader
    .selectFrom('identity.oidc_choice as c')
    .innerJoin('identity.profile as p', 'p.id', 'c.profile_id')
    .select(['c.profile_id', 'c.scopes'])
    .where('c.client_id', '=', clientId)
    .where('c.account_id', '=', accountId)
    .where('p.account_id', '=', accountId)
    .where('p.gone', '=', false)
    .executeTakeFirst()
  return row === undefined ? null : { profileId: row.profile_id, scopes: row.scopes }
}

export interface ChosenClient {
  client_id: string
  client_name: string
  profile_id: string
  kind: 'learning' | 'personal'
  surname: string
  name: string
  patronymic: string
  scopes: string[]
  confirmed_at: Date
}

/** Clients that an account has let know a profile which is still there, the newest first. */
export async function chosenClients(reader: Reader, accountId: string): Promise<ChosenClient[]> {
  const rows = await reader
    .selectFrom('identity.oidc_choice as c')
    .innerJoin('identity.oidc_client as client', 'client.id', 'c.client_id')
    .innerJoin('identity.profile as p', 'p.id', 'c.profile_id')
    .select(['c.client_id', 'client.name as client_name', 'c.profile_id', 'c.scopes', 'c.confirmed_at'])
    .select(['p.kind', 'p.surname', 'p.name', 'p.patronymic'])
    .where('c.account_id', '=', accountId)
    .where('p.gone', '=', false)
    .orderBy('c.confirmed_at', 'desc')
    .orderBy('c.client_id')
    .execute()
  return rows as ChosenClient[]
}

export async function deleteChoice(tx: Tx, clientId: string, accountId: string): Promise<void> {
  await tx
    .deleteFrom('identity.oidc_choice')
    .where('client_id', '=', clientId)
    .where('account_id', '=', accountId)
    .execute()
}

/** Locks the account's choice for a client by the account, so that two confirmations come one after the other. */
export async function putChoice(
  tx: Tx,
  choice: { clientId: string; accountId: string; profileId: string; scopes: readonly string[]; now: Date },
): Promise<void> {
  const values = { profile_id: choice.profileId, scopes: [...choice.scopes], confirmed_at: choice.now }
  await tx
    .insertInto('identity.oidc_choice')
    .values({ client_id: choice.clientId, account_id: choice.accountId, ...values })
    .onConflict((conflict) => conflict.columns(['client_id', 'account_id']).doUpdateSet(values))
    .execute()
}

/** Whether anybody may be told about this account at all. */
export async function isAccountThere(reader: Reader, accountId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('identity.account')
    .select('id')
    .where('id', '=', accountId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('identity.profile')
          .select('identity.profile.id')
          .whereRef('identity.profile.account_id', '=', 'identity.account.id')
          .where('gone', '=', false),
      ),
    )
    .executeTakeFirst()
  return row !== undefined
}

/** When and how our own session began; null when it is over. */
export async function sessionStart(
  reader: Reader,
  sessionId: string,
  now: Date,
): Promise<{ at: Date; methods: readonly string[] } | null> {
  const row = await reader
    .selectFrom('identity.session')
    .select(['started_at', 'methods'])
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row === undefined ? null : { at: row.started_at, methods: row.methods }
}

/** When an interaction began, in milliseconds; the library counts in seconds. Null when it is unknown. */
export async function interactionStart(reader: Reader, id: string): Promise<Date | null> {
  const row = await reader
    .selectFrom('identity.oidc_payload')
    .select('created_at')
    .where('model', '=', 'Interaction')
    .where('id_hash', '=', tokenHash(id))
    .executeTakeFirst()
  return row?.created_at ?? null
}

/** Notes in whose browser an interaction is shown; what another session chose in it counts no more. */
export async function showInteraction(tx: Tx, id: string, sessionId: string): Promise<void> {
  await tx
    .updateTable('identity.oidc_payload')
    .set({
      session_id: sessionId,
      profile_id: sql<string | null>`case when session_id = ${sessionId} then profile_id end`,
    })
    .where('model', '=', 'Interaction')
    .where('id_hash', '=', tokenHash(id))
    .execute()
}

/** What was chosen in an interaction that was shown to this session; null when there is none such. */
export async function accessInteraction(
  reader: Reader,
  id: string,
  sessionId: string,
): Promise<{ profileId: string | null } | null> {
  const row = await reader
    .selectFrom('identity.oidc_payload')
    .select('profile_id')
    .where('model', '=', 'Interaction')
    .where('id_hash', '=', tokenHash(id))
    .where('session_id', '=', sessionId)
    .executeTakeFirst()
  return row === undefined ? null : { profileId: row.profile_id }
}

export async function chooseInInteraction(tx: Tx, id: string, profileId: string): Promise<void> {
  await tx
    .updateTable('identity.oidc_payload')
    .set({ profile_id: profileId })
    .where('model', '=', 'Interaction')
    .where('id_hash', '=', tokenHash(id))
    .execute()
}
