import type { Halls } from '#contract/calls/halls.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Belonging, KeptHalls } from './halls.store.ts'

/** Whether people belong into their halls at this moment; when their time is over they do not, and nothing has to run for that. */
export function isOpen({ openSince, endsAt }: Pick<KeptHalls, 'openSince' | 'endsAt'>, now: number): boolean {
  return openSince !== null && (endsAt === null || endsAt.getTime() > now)
}

/** Halls as everybody in the call sees them. */
export function hallsView(
  kept: KeptHalls | null,
  belongings: readonly Pick<Belonging, 'profileId' | 'hallId'>[],
  now: number,
): Halls {
  if (kept === null) return { version: 0, free: false, openSince: null, endsAt: null, halls: [] }
  const open = isOpen(kept, now)
  const people = Map.groupBy(belongings, ({ hallId }) => hallId)
  return {
    version: kept.version,
    free: kept.free,
    openSince: open ? toInstant(kept.openSince!) : null,
    endsAt: open && kept.endsAt !== null ? toInstant(kept.endsAt) : null,
    halls: kept.halls.map(({ id, name }) => ({
      ...{ id, name },
      profileIds: (people.get(id) ?? []).map(({ profileId }) => profileId),
    })),
  }
}

/** Spreads people over halls so that no hall has two more than another, in the order in which they stand. */
export function spread(profileIds: readonly string[], hallIds: readonly string[]) {
  return profileIds.map((profileId, i) => ({ profileId, hallId: hallIds[i % hallIds.length]! }))
}

/** Halls from the emptiest to the fullest; of two alike the first one first. */
export function emptiestFirst<H extends { profileIds: readonly string[] }>(halls: readonly H[]): H[] {
  return [...halls].sort((a, b) => a.profileIds.length - b.profileIds.length)
}
