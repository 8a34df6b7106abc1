import * as openid from 'openid-client'
import type { FactRow } from '#contract/connector/fact-rows.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Problem } from '#contract/kit/errors.ts'
import { SYSTEM_SCOPES, type SystemScope } from '#contract/kit/system-scopes.ts'
import { Client, type RawAnswer, type RawRequest } from './client.ts'
import { agree, createOutsideSystem, type OutsideSystem } from './oidc-client.ts'
import { newId, type Person } from './people.ts'
import type { World } from './world.ts'

/** An outside system as a caller of our API: no cookies, a token of its own. */
export class SystemClient extends Client {
  readonly clientId: string
  readonly #token: string

  constructor(port: number, clientId: string, token: string) {
    super(port, 'main', 'a system')
    this.clientId = clientId
    this.#token = token
  }

  override raw(path: string, what: RawRequest = {}): Promise<RawAnswer> {
    return super.raw(path, { ...what, headers: { ...what.headers, authorization: `Bearer ${this.#token}` } })
  }
}

/** A token of client credentials for these scopes, which have to be among those of the system. */
export async function systemClient(
  world: World,
  { id, secret }: { id: string; secret: string },
  scopes: readonly SystemScope[] = SYSTEM_SCOPES,
): Promise<SystemClient> {
  const issuer = new URL(`http://localhost:${world.app.port}/id`)
  const config = await openid.discovery(issuer, id, secret, openid.ClientSecretBasic(secret), {
    execute: [openid.allowInsecureRequests],
  })
  const { access_token: token } = await openid.clientCredentialsGrant(
    config,
    scopes.length === 0 ? {} : { scope: scopes.join(' ') },
  )
  return new SystemClient(world.app.port, id, token)
}

/** Registers a system that may tell facts. */
export async function registerSystem(operator: Client, name: string): Promise<{ id: string; secret: string }> {
  const { client, secret } = await operator.call('oidcClients.create', {
    id: newId(),
    name,
    redirectUris: [`https://${newId()}.example/callback`],
    postLogoutRedirectUris: [],
    backchannelLogoutUri: null,
    scopes: ['profile'],
    systemScopes: [...SYSTEM_SCOPES],
  })
  return { id: client.id, secret }
}

/** Makes callers that no organisation has admitted, each once for its scopes. */
export function strangeSystems(world: World, operator: Client) {
  const made = new Map<string, Promise<SystemClient>>()
  const make = async (scopes: readonly SystemScope[]) =>
    systemClient(world, await registerSystem(operator, 'Чужая система'), scopes)
  return (scopes: readonly SystemScope[] = SYSTEM_SCOPES): Promise<SystemClient> => {
    const key = scopes.join()
    const known = made.get(key) ?? make(scopes)
    made.set(key, known)
    return known
  }
}

/** A school system that an organisation has admitted, with people who can sign in for it. */
export interface SchoolSystem extends AsyncDisposable {
  readonly outside: OutsideSystem
  readonly client: SystemClient
}

export async function createSchoolSystem(
  world: World,
  { operator, administrator, communityId }: { operator: Client; administrator: Client; communityId: string },
): Promise<SchoolSystem> {
  const outside = await createOutsideSystem(world, {
    name: 'Электронная школа',
    operator,
    scopes: ['profile', 'birthdate', 'link'],
    systemScopes: [...SYSTEM_SCOPES],
  })
  await administrator.call('integrations.set', { communityId, systemId: outside.id })
  const client = await systemClient(world, outside)
  return { outside, client, [Symbol.asyncDispose]: () => outside[Symbol.asyncDispose]() }
}

interface Linking {
  communityId: string
  personId: string
  /** The code with which it is to be refused. */
  refused?: ErrorCode
}

/** Signs somebody in for the system and says which of its people he is; with `refused` the refusal, else null. */
export async function linkPerson(
  { outside, client }: SchoolSystem,
  who: Person,
  { communityId, personId, refused }: Linking,
): Promise<Problem | null> {
  const asked = await outside.ask('openid link')
  const { access_token: personToken } = await outside.take(asked, await agree(who.client, asked))
  const input = { communityId, personId, personToken }
  if (refused !== undefined) return client.refused('connector.links.make', input, refused)
  await client.call('connector.links.make', input)
  return null
}

/** A row that tells somebody. */
export function personRow(id: string, surname: string, kinds: readonly string[], revision = 1): FactRow {
  const data = { surname, name: 'Имя', patronymic: '', birthDate: null, kinds }
  return { type: 'person', id, revision, data }
}
