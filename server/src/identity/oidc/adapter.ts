import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { Platform } from '../../platform/platform.ts'
import { clientMetadata } from './client-metadata.ts'
import { findClient } from './clients.store.ts'
import {
  consumePayload,
  deleteByGrant,
  deletePayload,
  findPayload,
  findPayloadBy,
  type PayloadRow,
  putPayload,
} from './payload.store.ts'

/** What a code or a refresh token is exchanged for exists once, however many ask at the same moment. */
const USED_ONCE = new Set(['AuthorizationCode', 'RefreshToken'])
const GRANTED = ['AccessToken', 'AuthorizationCode', 'RefreshToken']

/**
 * Where oidc-provider keeps one of its models: PostgreSQL. Ids are kept as hashes and taken out of the payload, since whoever
 * has the id of a session or a token has the thing itself. Clients come from the register of the operator.
 */
export function createAdapter({ db, clock }: Pick<Platform, 'db' | 'clock'>, model: string): Adapter {
  const now = () => new Date(clock.now())
  const revive = (row: PayloadRow | null, id: string | null): AdapterPayload | undefined => {
    if (row === null) return undefined
    const consumed = row.consumed_at === null ? {} : { consumed: Math.floor(row.consumed_at.getTime() / 1000) }
    return { ...row.payload, ...(id === null ? {} : { jti: id }), ...consumed }
  }
  const revoke = async (grantId: string) => {
    for (const granted of GRANTED) await deleteByGrant(db, granted, grantId)
    await deletePayload(db, 'Grant', grantId)
  }
  return {
    async upsert(id, payload, expiresIn) {
      await putPayload(db, {
        model,
        id,
        payload: withoutSecrets(payload),
        grantId: payload.grantId ?? null,
        uid: payload.uid ?? null,
        userCode: payload.userCode ?? null,
        clientId: payload.clientId ?? (payload.params?.client_id as string | undefined) ?? null,
        accountId: payload.accountId ?? null,
        sessionId: (payload.followedSessionId as string | undefined) ?? null,
        expiresAt: expiresIn === undefined ? null : new Date(clock.now() + expiresIn * 1000),
        now: now(),
      })
    },
    async find(id) {
      if (model !== 'Client') return revive(await findPayload(db, model, id, now()), id)
      const client = await findClient(db, id)
      return client === null ? undefined : (clientMetadata(client) as AdapterPayload)
    },
    findByUid: async (uid) => revive(await findPayloadBy(db, model, { uid }, now()), null),
    findByUserCode: async (userCode) => revive(await findPayloadBy(db, model, { userCode }, now()), null),
    async consume(id) {
      if (await consumePayload(db, model, id, now())) return
      if (!USED_ONCE.has(model)) return
      const row = await findPayload(db, model, id, now())
      const grantId = row?.payload.grantId
      if (typeof grantId === 'string') await revoke(grantId)
      throw new errors.InvalidGrant('it was used at the same moment by somebody else')
    },
    destroy: (id) => deletePayload(db, model, id),
    revokeByGrantId: (grantId) => deleteByGrant(db, model, grantId),
  }
}

/** An interaction repeats the id of the browser's session, which is what its cookie holds. */
function withoutSecrets(payload: AdapterPayload): object {
  const { jti: _id, session, ...rest } = payload as AdapterPayload & { session?: Record<string, unknown> }
  if (session === undefined) return rest
  const { cookie: _cookie, ...kept } = session
  return { ...rest, session: kept }
}
