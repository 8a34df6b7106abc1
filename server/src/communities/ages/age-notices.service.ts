import { AGE_NOTICE_LIFE_MS, AGE_STEPS, type AgeNotice, type AgeStep } from '#contract/communities/age-notices.ts'
import { ADULT_AGE } from '#contract/identity/signin.limits.ts'
import { birthdayOf, dayBegins, type Identity } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { ADULT_ZONE } from '../memberships/memberships.service.ts'
import { accessPupilPlaces, dismiss, dismissedBy, type PupilPlace } from './age-notices.store.ts'

export type AgeNotices = ReturnType<typeof createAgeNotices>

/**
 * Tells pupils and their parents that other rules hold since a birthday (IDN-26). The rules themselves look at the birth
 * date whenever they are asked, and so does the notice: no round has to run for either, and none can be missed.
 */
export function createAgeNotices({ clock, identity }: Pick<Platform, 'clock'> & { identity: Identity }) {
  const isNow = (places: readonly PupilPlace[], birthday: string, age: AgeStep): boolean => {
    // Who is of age is decided in one zone for all organisations, and the notice does not come before it is true.
    const zones = [...places.map(({ timeZone }) => timeZone), ...(age === ADULT_AGE ? [ADULT_ZONE] : [])]
    const begins = Math.max(...zones.map((zone) => dayBegins(zone, birthday)))
    const wasThere = places.some(({ joinedAt }) => joinedAt.getTime() < begins)
    return wasThere && begins <= clock.now() && clock.now() < begins + AGE_NOTICE_LIFE_MS
  }

  return {
    async list(reader: Reader, viewerId: string): Promise<{ notices: AgeNotice[] }> {
      const places = Map.groupBy(await accessPupilPlaces(reader, viewerId), ({ profileId }) => profileId)
      if (places.size === 0) return { notices: [] }
      const people = await identity.people(reader, [...places.keys()])
      const dismissed = await dismissedBy(reader, viewerId)
      const notices = [...people.values()].flatMap(({ profileId, name, birthDate }) =>
        AGE_STEPS.flatMap((age) => {
          const birthday = birthdayOf(birthDate, age)
          if (dismissed.has(`${profileId}/${age}`) || !isNow(places.get(profileId)!, birthday, age)) return []
          return [{ profileId, own: profileId === viewerId, name, age }]
        }),
      )
      return { notices }
    },

    async dismiss(
      tx: Tx,
      viewerId: string,
      input: { profileId: string; age: AgeStep },
      fail: Fail<'contact.unknown'>,
    ): Promise<Record<string, never>> {
      const places = await accessPupilPlaces(tx, viewerId)
      if (!places.some(({ profileId }) => profileId === input.profileId)) fail('contact.unknown')
      await dismiss(tx, { readerProfileId: viewerId, ...input, at: new Date(clock.now()) })
      return {}
    },
  }
}
