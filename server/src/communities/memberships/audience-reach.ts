import type { Reach } from '#contract/communities/audience.ts'
import type { Identity } from '../../identity/index.ts'
import type { Reader } from '../../platform/db/database.ts'
import { type Audience, audienceByUnit, audienceOf } from './audience.store.ts'

/** How far something that was said to an audience has come, in all and by unit. */
export interface AudienceReach {
  total: Reach
  units: { unitId: string; name: string; reach: Reach }[]
}

/**
 * Counts to whom something said `since` was delivered and who has read it, `read` being those who show that. Delivered is
 * what has been read, or whatever could be fetched by a device that has been here since.
 */
export function createReachByUnit({ seenSince }: Pick<Identity, 'seenSince'>) {
  return async (
    reader: Reader,
    audience: Audience,
    said: { since: Date; read: readonly string[] },
  ): Promise<AudienceReach> => {
    const people = await audienceOf(reader, audience)
    const inside = new Set(people)
    const read = said.read.filter((id) => inside.has(id))
    const delivered = [...new Set([...read, ...(await seenSince(reader, people, said.since))])]
    const units = await audienceByUnit(reader, audience, { delivered, read })
    return {
      total: { people: people.length, delivered: delivered.length, read: read.length },
      units: units.map(({ unitId, name, ...reach }) => ({ unitId, name, reach })),
    }
  }
}
