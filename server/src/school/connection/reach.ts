import type { Platform } from '../../platform/platform.ts'
import type { SchoolOutside } from '../outside.ts'
import type { ConnectionRow } from './connection.store.ts'
import { connectionsKey, openSecret } from './sealed-secret.ts'

/** Where the messenger is, and as which of its clients it is called. */
export interface Reach {
  readonly organisationId: string
  /** Without a slash at its end. */
  readonly url: string
  readonly clientId: string
  readonly secret: string
  readonly communityId: string
}

/** What is needed to call the messenger; null when the secret cannot be read any more. */
export async function reachOf(
  platform: Pick<Platform, 'keyOutside'>,
  { messengerUrl }: Pick<SchoolOutside, 'messengerUrl'>,
  row: ConnectionRow,
): Promise<Reach | null> {
  const secret = openSecret(await connectionsKey(platform), row.organisation_id, row.client_secret)
  if (secret === null) return null
  const { organisation_id: organisationId, client_id: clientId, community_id: communityId } = row
  return { organisationId, url: row.api_url ?? messengerUrl(), clientId, secret, communityId }
}
