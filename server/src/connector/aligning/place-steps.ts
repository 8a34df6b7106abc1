import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { shownName } from '../../platform/text/shown-text.ts'
import type { ConnectorDoors } from '../doors.ts'
import type { Notices } from '../notices/notices.ts'
import type { Run } from './aligning.ts'
import * as held from './held.store.ts'
import type { Pace } from './pace.ts'
import type { Grant, Place, PlacePlan } from './plan.ts'

export type PlaceSteps = ReturnType<typeof createPlaceSteps>

interface During {
  /** Whose removals wait. */
  withheld: ReadonlySet<string>
  /** Linked people whom the source has dismissed, by profile. */
  dismissed: ReadonlyMap<string, string>
}

interface OfOne {
  grants: Grant[]
  revokes: Place[]
}

interface Parts extends Pick<Platform, 'clock'> {
  doors: ConnectorDoors
  pace: Pace
  notices: Pick<Notices, 'doTell'>
}

/** Gives and takes roles of many people in a transaction: first what they become, then what they are not any more. */
export function createPlaceSteps({ clock, doors, pace, notices }: Parts) {
  const { communities } = doors
  const now = () => new Date(clock.now())

  const doMove = async (tx: Tx, communityId: string, people: readonly OfOne[]): Promise<void> => {
    const grants = people.flatMap((one) => one.grants)
    const given = grants.map(({ title, ...place }) => ({ ...place, position: shownName(title) ?? '' }))
    if (given.length > 0) await communities.doGive(tx, communityId, given)
    await held.putPlaces(tx, communityId, grants, { removedByHand: false, now: now() })
    const revokes = people.flatMap((one) => one.revokes)
    await communities.doTake(tx, communityId, revokes)
    await held.deletePlaces(tx, communityId, revokes)
  }

  /** Whoever loses his last position is no administrator of the organisation any more, whoever has made him one; once, so that he may be made one anew. */
  const followDismissals = async ({ communityId, step }: Run, plan: PlacePlan, during: During): Promise<void> => {
    const { dismissed, withheld } = during
    const staff = plan.revokes.filter(({ role, profileId }) => role === 'staff' && !withheld.has(profileId))
    const gone = new Map(
      staff.flatMap(({ profileId }) => {
        const personId = dismissed.get(profileId)
        return personId === undefined ? [] : [[profileId, personId] as const]
      }),
    )
    if (gone.size === 0) return
    await step(async (tx) => {
      const kept = await communities.doFollowDismissal(tx, communityId, [...gone.keys()])
      if (kept === null) return
      await notices.doTell(tx, communityId, { event: 'administrator.kept', data: { personId: gone.get(kept)! } })
    })
  }

  return {
    /** Whoever loses something that waits keeps it, whatever else he gets. */
    async align(run: Run, plan: PlacePlan, during: During): Promise<void> {
      const { communityId, step } = run
      const { withheld } = during
      await followDismissals(run, plan, during)
      const byPerson = new Map<string, OfOne>()
      const of = (profileId: string) => {
        const known = byPerson.get(profileId) ?? { grants: [], revokes: [] }
        byPerson.set(profileId, known)
        return known
      }
      for (const grant of plan.grants) of(grant.profileId).grants.push(grant)
      for (const place of plan.revokes) if (!withheld.has(place.profileId)) of(place.profileId).revokes.push(place)
      // Children before their parents, whose place is with the child.
      const order = [...byPerson].sort(([a, one], [b, other]) => rank(one) - rank(other) || (a < b ? -1 : 1))
      const people = order.map(([, one]) => one)
      for (let from = 0; from < people.length; ) {
        const some = people.slice(from, from + pace.people)
        await pace.portion(some.length, () => step((tx) => doMove(tx, communityId, some)))
        from += some.length
      }
      const { takenByHand, returned, forgotten } = plan
      if (takenByHand.length + returned.length + forgotten.length === 0) return
      await step(async (tx) => {
        await held.putPlaces(tx, communityId, takenByHand, { removedByHand: true, now: now() })
        await held.putPlaces(tx, communityId, returned, { removedByHand: false, now: now() })
        await held.deletePlaces(tx, communityId, forgotten)
      })
    },
  }
}

const rank = ({ grants }: OfOne): number => (grants.some(({ role }) => role === 'parent') ? 1 : 0)
