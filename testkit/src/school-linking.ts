import { createHash, createHmac } from 'node:crypto'
import { SYSTEM_SCOPES } from '#contract/kit/system-scopes.ts'
import type { Linking } from '#contract/school/linking.ts'
import { type Client, newId } from './client.ts'
import { agree } from './oidc-client.ts'
import type { Person } from './people.ts'
import type { Desk, SchoolStage } from './school.ts'
import { type SystemClient, systemClient } from './school-systems.ts'
import type { World } from './world.ts'

/** The electronic school as a client of the messenger. */
export interface ConnectedSchool {
  readonly communityId: string
  readonly id: string
  readonly secret: string
  /** A caller of the connector as the school is one, with a token of ten minutes. */
  system(): Promise<SystemClient>
}

/** Registers the school with an operator, admits it into an organisation, and enters that at its own desk. */
export async function connectSchool(
  world: World,
  { head }: Pick<SchoolStage, 'head'>,
  { operator, administrator, communityId }: { operator: Client; administrator: Client; communityId: string },
): Promise<ConnectedSchool> {
  const { port } = world.app
  const { client, secret } = await operator.call('oidcClients.create', {
    id: newId(),
    name: 'Электронная школа',
    redirectUris: [`http://school.localhost:${port}/linked`],
    postLogoutRedirectUris: [],
    backchannelLogoutUri: null,
    scopes: ['profile', 'link'],
    systemScopes: [...SYSTEM_SCOPES],
    noticeUri: `http://127.0.0.1:${port}/school/notices`,
  })
  await administrator.call('integrations.set', { communityId, systemId: client.id })
  const { version } = await head.call('connection.open', {})
  await head.call('connection.set', { version, apiUrl: null, clientId: client.id, communityId, secret })
  const known = { id: client.id, secret }
  return { communityId, ...known, system: () => systemClient(world, known) }
}

/** Goes from a desk to the messenger and agrees there; what the browser comes back with. */
export async function comeBack(desk: Desk, who: Person): Promise<{ state: string; code: string }> {
  const { url } = await desk.call('linking.begin', {})
  const back = await agree(who.client, { url: new URL(url), verifier: '', state: '', nonce: '' })
  return { state: back.searchParams.get('state')!, code: back.searchParams.get('code')! }
}

/** Links whoever works at a desk with the profile of a person. */
export async function linkAtDesk(desk: Desk, who: Person): Promise<Linking> {
  return desk.call('linking.finish', await comeBack(desk, who))
}

/** The signature that the messenger puts under a notice at a time in seconds. */
export function signNotice(secret: string, body: string, seconds: number): string {
  const key = createHash('sha256').update(secret).digest()
  return `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`
}
