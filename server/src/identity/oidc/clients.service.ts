import type { Static } from 'typebox'
import { CLIENT_NAME_MAX, type ClientScope } from '#contract/identity/oidc.limits.ts'
import type { OidcClient } from '#contract/identity/oidc-clients.ts'
import type { Act } from '#contract/kit/acts.ts'
import { withoutLookalikes } from '#contract/kit/lookalikes.ts'
import type { SystemScope } from '#contract/kit/system-scopes.ts'
import { recordAct } from '../../platform/audit/record.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { randomToken, tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { type ClientRow, deleteClient, findClient, insertClient, listClients, setSecretHash } from './clients.store.ts'
import { deleteGrantsOf } from './payload.store.ts'

type View = Static<typeof OidcClient>

type NewClient = Omit<View, 'createdAt' | 'systemScopes' | 'noticeUri'> &
  Partial<Pick<View, 'systemScopes' | 'noticeUri'>>

const SECRET_BYTES = 32
const LOOPBACK = /^(127\.0\.0\.1|\[::1\]|([a-z0-9-]+\.)?localhost)$/

export type ClientsService = ReturnType<typeof createClientsService>

/** The operator's register of outside systems. */
export function createClientsService(platform: Platform) {
  // A demonstration has neighbours on its own machine; a real installation has none without TLS.
  const isAddress = (text: string) => isClientAddress(text, platform.config.publicUrl === '')
  return {
    async list(reader: Reader): Promise<{ clients: View[] }> {
      return { clients: (await listClients(reader)).map(view) }
    },

    async create(
      tx: Tx,
      operatorId: string,
      input: NewClient,
      fail: Fail<'oidcClient.exists' | 'oidcClient.nameInvalid' | 'oidcClient.addressInvalid'>,
    ): Promise<{ client: View; secret: string }> {
      const name = withoutLookalikes(input.name.normalize('NFC')).replace(/\s+/gu, ' ').trim()
      if (name === '' || name.length > CLIENT_NAME_MAX) fail('oidcClient.nameInvalid')
      const { redirectUris, postLogoutRedirectUris, backchannelLogoutUri, noticeUri = null } = input
      const addresses = [
        ...redirectUris,
        ...postLogoutRedirectUris,
        ...(backchannelLogoutUri === null ? [] : [backchannelLogoutUri]),
        ...(noticeUri === null ? [] : [noticeUri]),
      ]
      if (!addresses.every(isAddress)) fail('oidcClient.addressInvalid')
      if (new Set(redirectUris.map((text) => new URL(text).host)).size > 1) fail('oidcClient.addressInvalid')
      const secret = randomToken(platform.random, SECRET_BYTES)
      const row: ClientRow = {
        id: input.id,
        name,
        redirect_uris: redirectUris,
        post_logout_redirect_uris: postLogoutRedirectUris,
        backchannel_logout_uri: backchannelLogoutUri,
        scopes: input.scopes,
        system_scopes: [...(input.systemScopes ?? [])],
        notice_uri: noticeUri,
        secret_hash: tokenHash(secret),
        created_at: new Date(platform.clock.now()),
      }
      if (!(await insertClient(tx, row))) fail('oidcClient.exists')
      doRecord(tx, operatorId, 'system.registered', row)
      return { client: view(row), secret }
    },

    async rotateSecret(
      tx: Tx,
      operatorId: string,
      id: string,
      fail: Fail<'oidcClient.unknown'>,
    ): Promise<{ secret: string }> {
      const row = (await findClient(tx, id)) ?? fail('oidcClient.unknown')
      const secret = randomToken(platform.random, SECRET_BYTES)
      if (!(await setSecretHash(tx, id, tokenHash(secret)))) fail('oidcClient.unknown')
      doRecord(tx, operatorId, 'system.secretRotated', row)
      return { secret }
    },

    async remove(
      tx: Tx,
      operatorId: string,
      id: string,
      fail: Fail<'oidcClient.unknown'>,
    ): Promise<Record<string, never>> {
      const row = (await findClient(tx, id)) ?? fail('oidcClient.unknown')
      if (!(await deleteClient(tx, id))) fail('oidcClient.unknown')
      await deleteGrantsOf(tx, id, null)
      doRecord(tx, operatorId, 'system.removed', row)
      return {}
    },
  }
}

/** An absolute address in its normal form, with nothing that a browser or a client might read in another way. */
export function isClientAddress(text: string, mayBePlain: boolean): boolean {
  const url = URL.parse(text)
  if (url === null || url.href !== text || text.includes('#') || text.includes('*')) return false
  if (url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (mayBePlain && url.protocol === 'http:' && LOOPBACK.test(url.hostname))
}

function doRecord(tx: Tx, operatorId: string, act: Act, { id, name }: ClientRow): void {
  recordAct(tx, { act, communityId: null, by: { operatorId }, objects: [{ kind: 'system', id }], after: { name } })
}

function view(row: ClientRow): View {
  return {
    id: row.id,
    name: row.name,
    redirectUris: row.redirect_uris,
    postLogoutRedirectUris: row.post_logout_redirect_uris,
    backchannelLogoutUri: row.backchannel_logout_uri,
    scopes: row.scopes as ClientScope[],
    systemScopes: row.system_scopes as SystemScope[],
    noticeUri: row.notice_uri,
    createdAt: toInstant(row.created_at),
  }
}
