import type { ClientMetadata } from 'oidc-provider'
import type { ClientRow } from './clients.store.ts'

/** How the library sees a client of the register. The secret is its hash, which `provider.ts` compares with. */
export function clientMetadata(client: ClientRow): ClientMetadata {
  return {
    client_id: client.id,
    client_name: client.name,
    client_secret: client.secret_hash.toString('base64url'),
    application_type: 'web',
    subject_type: 'pairwise',
    grant_types: [
      'authorization_code',
      'refresh_token',
      ...(client.system_scopes.length > 0 ? ['client_credentials'] : []),
    ],
    response_types: ['code'],
    redirect_uris: client.redirect_uris,
    post_logout_redirect_uris: client.post_logout_redirect_uris,
    scope: ['openid', ...client.scopes, ...client.system_scopes].join(' '),
    ...(client.backchannel_logout_uri === null
      ? {}
      : { backchannel_logout_uri: client.backchannel_logout_uri, backchannel_logout_session_required: true }),
  }
}
