import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { SYSTEM_SCOPES } from '../kit/system-scopes.ts'
import { CLIENT_ADDRESS_LENGTH_MAX, CLIENT_ADDRESSES_MAX, CLIENT_NAME_MAX, CLIENT_SCOPES } from './oidc.limits.ts'

const Address = line(CLIENT_ADDRESS_LENGTH_MAX, 1)

const described = {
  id: Id,
  name: line(CLIENT_NAME_MAX, 1),
  redirectUris: Type.Array(Address, { minItems: 1, maxItems: CLIENT_ADDRESSES_MAX, uniqueItems: true }),
  postLogoutRedirectUris: Type.Array(Address, { maxItems: CLIENT_ADDRESSES_MAX, uniqueItems: true }),
  backchannelLogoutUri: Type.Union([Address, Type.Null()]),
  scopes: Type.Array(oneOf(CLIENT_SCOPES), { maxItems: CLIENT_SCOPES.length, uniqueItems: true }),
}

const SystemScopes = Type.Array(oneOf(SYSTEM_SCOPES), { maxItems: SYSTEM_SCOPES.length, uniqueItems: true })

export const OidcClient = closed({
  ...described,
  /** What it may do in its own name, by a token of client credentials; none of most. */
  systemScopes: SystemScopes,
  /** Where it hears of what has happened to its people, by signed notices; null where it does not. */
  noticeUri: Type.Union([Address, Type.Null()]),
  createdAt: Instant,
})

export const list = query('oidcClients.list', {
  summary: 'Outside systems that may ask who somebody is.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({}),
  output: closed({ clients: Type.Array(OidcClient) }),
})

export const create = command('oidcClients.create', {
  summary: 'Registers an outside system; its secret is shown in this answer only.',
  gate: 'operator',
  sweep: 'operator',
  repeat: 'fresh',
  input: closed({
    ...described,
    systemScopes: Type.Optional(SystemScopes),
    noticeUri: Type.Optional(Type.Union([Address, Type.Null()])),
  }),
  output: closed({ client: OidcClient, secret: Type.String() }),
  errors: ['oidcClient.exists', 'oidcClient.nameInvalid', 'oidcClient.addressInvalid'],
})

export const rotateSecret = command('oidcClients.rotateSecret', {
  summary:
    'Gives an outside system a new secret, shown in this answer only; the old one is worth nothing from then on.',
  gate: 'operator',
  sweep: 'operator',
  repeat: 'fresh',
  input: closed({ id: Id }),
  output: closed({ secret: Type.String() }),
  errors: ['oidcClient.unknown'],
})

export const remove = command('oidcClients.remove', {
  summary: 'Removes an outside system with every token that it holds.',
  gate: 'operator',
  sweep: 'operator',
  input: closed({ id: Id }),
  output: closed({}),
  errors: ['oidcClient.unknown'],
})

export const oidcClientOperations = {
  'oidcClients.list': list,
  'oidcClients.create': create,
  'oidcClients.rotateSecret': rotateSecret,
  'oidcClients.remove': remove,
} as const
