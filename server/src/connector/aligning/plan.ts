import type { ComposedChat, ComposedPlace, MemberReason } from '#contract/connector/composition.ts'

/** A role that somebody has, or is to have, in a unit. */
export interface Place {
  profileId: string
  role: 'staff' | 'lead' | 'pupil' | 'parent'
  unitId: string
  childPersonId: string | null
}

export interface HeldPlace extends Place {
  removedByHand: boolean
}

/** What is kept of somebody in a chat that was made of facts. */
export interface HeldMember {
  profileId: string
  byFacts: boolean
  byHand: 'added' | 'removed' | null
  role: 'administrator' | 'member'
  reasons: readonly MemberReason[]
}

/** A role to be given; `title` is what the position is called. */
export interface Grant extends Place {
  title: string
}

export interface PlacePlan {
  grants: Grant[]
  revokes: Place[]
  /** Held by facts and taken away by an administrator meanwhile. */
  takenByHand: Place[]
  /** Kept as taken by hand, and an administrator has given it again. */
  returned: Place[]
  /** Kept as taken by hand, and facts do not say it any more. */
  forgotten: Place[]
}

/** Whom facts put where. */
export interface Linked {
  profileOf: ReadonlyMap<string, string>
  unitOf: ReadonlyMap<string, string>
  staffUnitId: string
  /** The human behind a profile. */
  humanOf: ReadonlyMap<string, string>
  /** Whether a role exists in an organisation of this type. */
  isPossible: (role: Place['role']) => boolean
}

export function placeKey({ profileId, role, unitId, childPersonId }: Place): string {
  return `${profileId} ${role} ${unitId} ${childPersonId ?? ''}`
}

function placeOf(composed: ComposedPlace, linked: Linked): Grant | null {
  const profileId = linked.profileOf.get(composed.personId)
  if (profileId === undefined || !linked.isPossible(composed.role)) return null
  const { role } = composed
  if (role === 'staff') {
    return { profileId, role, unitId: linked.staffUnitId, childPersonId: null, title: composed.title }
  }
  const unitId = linked.unitOf.get(composed.unitId)
  if (unitId === undefined) return null
  const child = role === 'parent' ? linked.profileOf.get(composed.childId) : undefined
  const childPersonId = child === undefined ? null : (linked.humanOf.get(child) ?? null)
  return { profileId, role, unitId, childPersonId, title: '' }
}

/** What has to be done so that people have the roles that facts give them, and no others of theirs. */
export function planPlaces(
  composed: readonly ComposedPlace[],
  told: Linked,
  held: readonly HeldPlace[],
  actual: ReadonlySet<string>,
): PlacePlan {
  const wanted = new Map<string, Grant>()
  for (const each of composed) {
    const place = placeOf(each, told)
    if (place !== null) wanted.set(placeKey(place), place)
  }
  const plan: PlacePlan = { grants: [], revokes: [], takenByHand: [], returned: [], forgotten: [] }
  const linked = new Set(told.profileOf.values())
  const known = new Set<string>()
  for (const place of held) {
    const key = placeKey(place)
    known.add(key)
    if (!wanted.has(key)) {
      if (!place.removedByHand) plan.revokes.push(place)
      // Whoever is linked no more may be again, and what was taken from him stays taken.
      else if (linked.has(place.profileId)) plan.forgotten.push(place)
    } else if (place.removedByHand && actual.has(key)) plan.returned.push(place)
    else if (!place.removedByHand && !actual.has(key)) plan.takenByHand.push(place)
  }
  for (const [key, place] of wanted) if (!known.has(key)) plan.grants.push(place)
  return plan
}

export interface MemberPlan {
  joins: HeldMember[]
  leaves: string[]
  /** Whose role is another one from now on, without coming. */
  roles: Map<string, HeldMember['role']>
  /** What is to be kept of people, of those that come too; of whoever is there neither by facts nor by hand, nothing. */
  rows: HeldMember[]
}

export interface ChatFacts {
  composed: ComposedChat
  held: readonly HeldMember[]
  /** Who is inside now. */
  inside: ReadonlySet<string>
  /** Who of the linked people belongs to the organisation now. */
  belongs: ReadonlySet<string>
  profileOf: ReadonlyMap<string, string>
  /** Who was linked and is not any more. */
  unlinked: ReadonlySet<string>
}

const isSame = (one: HeldMember, other: HeldMember): boolean =>
  one.byFacts === other.byFacts &&
  one.byHand === other.byHand &&
  one.role === other.role &&
  one.reasons.join() === other.reasons.join()

/** What is kept of somebody from now on. */
function nextOf(row: HeldMember | undefined, wanted: HeldMember | undefined, facts: ChatFacts): HeldMember {
  const { profileId } = (row ?? wanted)!
  const byHand = row?.byHand ?? null
  if (wanted !== undefined) return { ...wanted, byHand }
  // An unlinked person is out of all of them, and what was taken from him by hand stays taken.
  const kept = facts.unlinked.has(profileId) && byHand === 'added' ? null : byHand
  return { profileId, byFacts: false, byHand: kept, role: 'member', reasons: [] }
}

function planOne(
  row: HeldMember | undefined,
  wanted: HeldMember | undefined,
  facts: ChatFacts,
  plan: MemberPlan,
): void {
  const next = nextOf(row, wanted, facts)
  const { profileId, byFacts, byHand, role } = next
  const inside = facts.inside.has(profileId)
  const isOurs = row?.byFacts === true || facts.unlinked.has(profileId) || wanted !== undefined
  const stays = byHand !== 'removed' && (byFacts || byHand === 'added')
  if (stays && !inside && facts.belongs.has(profileId)) plan.joins.push(next)
  else if (!stays && inside && isOurs) plan.leaves.push(profileId)
  else if (inside && stays && role !== (row?.role ?? 'member')) plan.roles.set(profileId, role)
  if (row === undefined || !isSame(row, next)) plan.rows.push(next)
}

/** What has to be done so that those are in a chat whom facts put there, beside and without whom people have put there and taken away. */
export function planMembers(facts: ChatFacts): MemberPlan {
  const plan: MemberPlan = { joins: [], leaves: [], roles: new Map(), rows: [] }
  const held = new Map(facts.held.map((member) => [member.profileId, member]))
  const wanted = new Map<string, HeldMember>()
  for (const { personId, role, reasons } of facts.composed.members) {
    const profileId = facts.profileOf.get(personId)
    if (profileId !== undefined) wanted.set(profileId, { profileId, byFacts: true, byHand: null, role, reasons })
  }
  for (const profileId of new Set([...held.keys(), ...wanted.keys()])) {
    planOne(held.get(profileId), wanted.get(profileId), facts, plan)
  }
  return plan
}

/** What has to be done in a chat that facts know no more: whoever is linked no more leaves it, all others go on reading. */
export function planClosed({ held, inside, unlinked }: Pick<ChatFacts, 'held' | 'inside' | 'unlinked'>): MemberPlan {
  const gone = held.filter(({ profileId }) => unlinked.has(profileId))
  const rows = gone.map((row): HeldMember => {
    return { ...row, byFacts: false, byHand: row.byHand === 'removed' ? 'removed' : null }
  })
  const leaves = gone.map(({ profileId }) => profileId).filter((profileId) => inside.has(profileId))
  return { joins: [], leaves, roles: new Map(), rows }
}
