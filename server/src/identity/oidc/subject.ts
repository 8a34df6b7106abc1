import { keyedHash } from '../../platform/clock/random.ts'
import type { Platform } from '../../platform/platform.ts'
import { readChoice } from './choices.store.ts'

/**
 * By which name a client knows a person: another one at every client, so that no two of them can compare their lists.
 * It follows the profile that the account has chosen for the client.
 */
export async function subjectOf(
  platform: Pick<Platform, 'db' | 'secret'>,
  clientId: string,
  accountId: string,
): Promise<string> {
  const choice = await readChoice(platform.db, clientId, accountId)
  const key = await platform.secret('oidc-subjects')
  return keyedHash(key, `${clientId}:${choice?.profileId ?? accountId}`).toString('base64url')
}
