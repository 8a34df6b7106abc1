import { childReads } from '#contract/administrative.ts'
import type { Role } from '#contract/communities/types.ts'
import { ADULT_AGE } from '#contract/identity/signin.limits.ts'
import { ageOn, dayIn, type Identity } from '../../identity/index.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { rolesOf } from '../memberships/memberships.store.ts'

/** Where days end last: nobody is taken for an adult before he is one. */
const LAST_ZONE = 'Etc/GMT+12'
const HOUR_MS = 3_600_000
const KNOWN_MAX = 50_000
/** Which of his roles a family is told of a reader. */
const TOLD: readonly Role[] = ['administrator', 'lead', 'staff', 'external', 'parent', 'pupil']

/** Somebody has been answered with data of these people, some of whom may be children. */
export interface Reading {
  readonly by: { readonly profileId: string } | { readonly operatorId: string }
  readonly communityId: string | null
  /** The query that has answered; the contract says what it tells of a child. */
  readonly query: keyof typeof childReads
  /** Profiles; whoever is no child is passed over. */
  readonly about: readonly string[]
}

interface Parts {
  platform: Pick<Platform, 'audit' | 'clock' | 'transaction'>
  identity: Pick<Identity, 'people' | 'familyAmong'>
}

export type ChildReads = ReturnType<typeof createChildReads>

/**
 * Writes down who has read data of children, before he gets them: no reading without its row. The family reads its own, so
 * parents and the child itself are passed over.
 */
export function createChildReads({ platform, identity }: Parts) {
  const { audit, clock, transaction } = platform
  /** What needs nothing more in this hour, so that whoever pages through a queue does not ask the database each time. */
  let known = { hour: 0, keys: new Set<string>() }

  const keysOfHour = (): Set<string> => {
    const hour = Math.floor(clock.now() / HOUR_MS)
    if (known.hour !== hour || known.keys.size > KNOWN_MAX) known = { hour, keys: new Set() }
    return known.keys
  }

  const childrenAmong = async (reader: Reader, ids: readonly string[]): Promise<string[]> => {
    const today = dayIn(LAST_ZONE, clock.now())
    const people = await identity.people(reader, ids)
    return [...people.values()]
      .filter(({ birthDate }) => ageOn(birthDate, today) < ADULT_AGE)
      .map(({ profileId }) => profileId)
  }

  const roleIn = async (reader: Reader, { by, communityId }: Reading): Promise<Role | null> => {
    if (communityId === null || !('profileId' in by)) return null
    const roles = (await rolesOf(reader, communityId, by.profileId)).map(({ role }) => role)
    return TOLD.find((role) => roles.includes(role)) ?? null
  }

  return {
    async note(reader: Reader, reading: Reading): Promise<void> {
      const { by, communityId, query } = reading
      const data = childReads[query]
      const readerId = 'profileId' in by ? by.profileId : by.operatorId
      const keys = keysOfHour()
      const keyOf = (id: string) => `${readerId}/${id}/${data}`
      const asked = [...new Set(reading.about)].filter((id) => id !== readerId && !keys.has(keyOf(id)))
      if (asked.length === 0) return
      const children = await childrenAmong(reader, asked)
      const family = 'profileId' in by ? await identity.familyAmong(reader, by.profileId, children) : new Set<string>()
      const others = children.filter((id) => !family.has(id))
      if (others.length > 0) {
        const role = await roleIn(reader, reading)
        await transaction((tx) => audit.recordReading(tx, { by, communityId, children: others, data, role }))
      }
      for (const id of asked) if (!family.has(id)) keys.add(keyOf(id))
    },
  }
}
