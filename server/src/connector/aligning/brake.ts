import { createHash } from 'node:crypto'
import type { SchoolFacts } from '#contract/connector/composition.ts'
import { BRAKE_PEOPLE, BRAKE_SHARE } from '#contract/connector/connector.limits.ts'
import type { HeldMember, HeldPlace, MemberPlan, PlacePlan } from './plan.ts'

/** People of whom so many would lose a place at once that somebody has to look first. */
export interface Held {
  people: ReadonlySet<string>
  among: number
  digest: Buffer
}

/** Of whom the source says that it ends now: a dismissal, and what a court has taken. */
export function endingAtOnce(facts: SchoolFacts): Set<string> {
  const people = new Set<string>()
  for (const { personId, dismissed } of facts.position.values()) if (dismissed) people.add(personId)
  for (const { parentId, restricted } of facts.family.values()) if (restricted) people.add(parentId)
  return people
}

export interface Losing {
  places: PlacePlan
  members: readonly MemberPlan[]
  heldPlaces: readonly HeldPlace[]
  heldMembers: Iterable<HeldMember>
  /** Profiles that lose what they lose because they are linked no more, or because it ends at once. */
  free: (profileId: string) => boolean
}

/** Whoever changes his class keeps his role: that is a move and no loss. */
function movedOnes({ places, heldPlaces }: Losing): Set<string> {
  const lost = Map.groupBy(places.revokes, ({ profileId }) => profileId)
  const kept = Map.groupBy(heldPlaces, ({ profileId }) => profileId)
  const given = Map.groupBy(places.grants, ({ profileId }) => profileId)
  const moved = new Set<string>()
  for (const [profileId, revokes] of lost) {
    const stays = (kept.get(profileId) ?? []).filter((place) => !revokes.includes(place))
    const roles = new Set([...stays, ...(given.get(profileId) ?? [])].map(({ role }) => role))
    if (revokes.every(({ role }) => roles.has(role))) moved.add(profileId)
  }
  return moved
}

/** Whether a run takes places from more than so many people and from more than this share of those who have some; null when it does not. */
export function heldBack(losing: Losing): Held | null {
  const moved = movedOnes(losing)
  const people = new Set<string>()
  for (const { profileId } of losing.places.revokes) people.add(profileId)
  for (const { leaves } of losing.members) for (const profileId of leaves) people.add(profileId)
  for (const profileId of people) if (losing.free(profileId) || moved.has(profileId)) people.delete(profileId)
  const among = new Set<string>()
  for (const { profileId, removedByHand } of losing.heldPlaces) if (!removedByHand) among.add(profileId)
  for (const { profileId, byFacts } of losing.heldMembers) if (byFacts) among.add(profileId)
  if (people.size <= BRAKE_PEOPLE || people.size <= among.size * BRAKE_SHARE) return null
  const digest = createHash('sha256')
    .update([...people].sort().join(' '))
    .digest()
  return { people, among: among.size, digest }
}
