import { SYSTEM_SCOPES, type SystemScope } from '#contract/kit/system-scopes.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { SystemCaller } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { maskPhone } from '../profiles/phone.ts'
import { readChoice } from './choices.store.ts'
import { clientsWith, findClient, phoneOf, systemScopesOf } from './clients.store.ts'
import { findPayload } from './payload.store.ts'

export type SystemTokens = ReturnType<typeof createSystemTokens>

/** Tokens of outside systems as our own API takes them. */
export function createSystemTokens({ db, clock }: Pick<Platform, 'db' | 'clock'>) {
  const now = () => new Date(clock.now())
  return {
    /** By a token of client credentials; what the operator lets the system do now counts, whenever the token was given. */
    async systemOf(token: string): Promise<SystemCaller | null> {
      const found = await findPayload(db, 'ClientCredentials', token, now())
      const clientId = found?.payload.clientId
      if (typeof clientId !== 'string') return null
      const asked = String(found?.payload.scope ?? '').split(' ')
      const allowed = await systemScopesOf(db, clientId)
      if (allowed.length === 0) return null
      const scopes = SYSTEM_SCOPES.filter((scope) => asked.includes(scope) && allowed.includes(scope))
      return { clientId, scopes }
    },

    systems: {
      /** Outside systems that may do this in their own name, by name. */
      with: (reader: Reader, scope: SystemScope) => clientsWith(reader, scope),

      /** The profile whose owner has signed in for this system and agreed to be linked; null of every other token. */
      async linkedBy(reader: Reader, clientId: string, token: string): Promise<string | null> {
        const found = await findPayload(reader, 'AccessToken', token, now())
        const { clientId: ofClient, accountId, scope } = found?.payload ?? {}
        if (ofClient !== clientId || typeof accountId !== 'string') return null
        if (
          !String(scope ?? '')
            .split(' ')
            .includes('link')
        )
          return null
        return (await readChoice(reader, clientId, accountId))?.profileId ?? null
      },

      /** Where a system hears notices, and the key with which they are signed; null of one that hears none. */
      async receiverOf(reader: Reader, clientId: string): Promise<{ uri: string; key: Buffer } | null> {
        const client = await findClient(reader, clientId)
        return client === null || client.notice_uri === null
          ? null
          : { uri: client.notice_uri, key: client.secret_hash }
      },

      /** By which its owner knows an account again, and nobody else learns it: the masked number, or nothing. */
      async accountHint(reader: Reader, profileId: string): Promise<string> {
        const phone = await phoneOf(reader, profileId)
        return phone === null ? '' : maskPhone(phone)
      },
    },
  }
}
