import type { Identity } from '../../identity/index.ts'
import type { Clock } from '../../platform/clock/clock.ts'
import type { Reader } from '../../platform/db/database.ts'
import { accessContactsAmong } from '../memberships/visible-members.store.ts'

/** A way by which people become contacts without an organisation. */
export interface ContactsWay {
  among(reader: Reader, profileId: string, others: readonly string[]): Promise<string[]>
}

/**
 * Tells who of others is a contact of a profile: by an organisation that both belong to, in one only when it is named, or
 * by another way.
 */
export function createContactsAmong(
  clock: Clock,
  identity: Pick<Identity, 'leavingAmong'>,
  ways: readonly ContactsWay[],
) {
  return async (
    reader: Reader,
    profileId: string,
    others: readonly string[],
    communityId?: string,
  ): Promise<ReadonlySet<string>> => {
    const viewer = { viewerId: profileId, now: new Date(clock.now()) }
    const found = new Set(await accessContactsAmong(reader, viewer, others, communityId))
    // By another way nobody comes into an organisation.
    if (communityId !== undefined) return found
    for (const way of ways) {
      const rest = others.filter((id) => !found.has(id))
      const more = await way.among(reader, profileId, rest)
      // Whose account is to be deleted is found by nobody anew (IDN-24).
      const leaving = await identity.leavingAmong(reader, more)
      for (const id of more) if (!leaving.has(id)) found.add(id)
    }
    return found
  }
}
