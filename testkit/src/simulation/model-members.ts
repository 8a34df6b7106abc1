import type { ChatHistory, Happening, People } from './happenings.ts'

/** What somebody holds in a chat at one number. */
export interface Membership {
  /** The first number that it shows. */
  readonly startSeq: number
  /** The number at which he came. */
  readonly joinedSeq: number
  /**
   * An heir is one of several who came at the same number: one of them has become the owner, the requirements do not say
   * which, and nothing has shown it yet. The first of them who does what an owner alone may do is it from then on.
   */
  readonly role: 'owner' | 'heir' | 'member'
}

/** Who is in a chat at one number: the longest-standing person first, those of one joining in the order it names them. */
export type Members = ReadonlyMap<string, Membership>

/** The number of the joining that belongs to the creation: whoever comes with it is there from the first number on. */
export const FOUNDING_SEQ = 2

/** So long after its sending may an own message be edited (MSG-09) and erased. */
export const OWN_CHANGE_MS = 24 * 60 * 60_000

/** Who made the chat; null when a rule did. */
export function makerOf(chat: ChatHistory): string | null {
  const first = chat.happenings[0]
  return first?.kind === 'created' ? first.actorId : null
}

/** A unit's default chat shows its whole past to whoever comes, and so does a dialogue to its two people. */
function showsPast(chat: ChatHistory): boolean {
  return chat.kind === 'direct' || makerOf(chat) === null
}

function join(chat: ChatHistory, members: Map<string, Membership>, happening: Happening & { kind: 'joined' }): void {
  const startSeq = happening.seq === FOUNDING_SEQ || showsPast(chat) ? 1 : happening.seq
  for (const profileId of happening.profileIds) {
    if (members.has(profileId)) continue
    const role = chat.kind === 'group' && happening.owners.includes(profileId) ? 'owner' : 'member'
    members.set(profileId, { startSeq, joinedSeq: happening.seq, role })
  }
}

/** Makes one of `heirs` the owner, when it is clear which, and the others members. */
function inherit(members: Map<string, Membership>, heirs: readonly string[]): void {
  for (const [profileId, membership] of members) {
    const role = !heirs.includes(profileId) ? 'member' : heirs.length === 1 ? 'owner' : 'heir'
    members.set(profileId, { ...membership, role })
  }
}

/** Lets people go; when that leaves a group without an owner, the longest-standing of the others is the next one. */
function leave(members: Map<string, Membership>, profileIds: readonly string[]): void {
  const ledBefore = leadersAmong(members).length > 0
  for (const profileId of profileIds) members.delete(profileId)
  if (!ledBefore || [...members.values()].some(({ role }) => role === 'owner')) return
  const longest = Math.min(...[...members.values()].map(({ joinedSeq }) => joinedSeq))
  const heirs = [...members].filter(([, { joinedSeq }]) => joinedSeq === longest)
  inherit(
    members,
    heirs.map(([profileId]) => profileId),
  )
}

/** Who does in this happening what only a leader may do; null when everybody may do it or nobody did it. */
function actingLeader(chat: ChatHistory, happening: Happening): string | null {
  if (happening.kind === 'renamed' || happening.kind === 'joined') return happening.actorId
  if (happening.kind === 'left')
    return happening.profileIds.some((each) => each !== happening.actorId) ? happening.actorId : null
  if (happening.kind !== 'deleted') return null
  const target = chat.happenings.find(({ seq }) => seq === happening.targetSeq)
  if (target?.kind !== 'posted') return null
  const own = target.senderId === happening.actorId && happening.at - target.at < OWN_CHANGE_MS
  return own ? null : happening.actorId
}

/** Carries `members` over one happening; one that breaks a rule changes as little as it can. */
export function moveMembers(chat: ChatHistory, members: Map<string, Membership>, happening: Happening): void {
  const leader = actingLeader(chat, happening)
  if (leader !== null && members.get(leader)?.role === 'heir') inherit(members, [leader])
  if (happening.kind === 'joined') join(chat, members, happening)
  else if (happening.kind === 'left') leave(members, happening.profileIds)
}

/** Who is in the chat when it stands at number `asOf`. */
export function membersAt(chat: ChatHistory, asOf: number): Members {
  const members = new Map<string, Membership>()
  for (const happening of chat.happenings) {
    if (happening.seq > asOf) break
    moveMembers(chat, members, happening)
  }
  return members
}

/** Whether somebody leads, as far as is known: no happening makes an administrator, so it is the owner or an heir. */
export function leads(membership: Membership | undefined): boolean {
  return membership !== undefined && membership.role !== 'member'
}

/** Those who lead; nobody leads a dialogue. */
export function leadersAmong(members: Members): string[] {
  return [...members].filter(([, membership]) => leads(membership)).map(([profileId]) => profileId)
}

/** Exactly one adult and one pupil, and nobody who looks on. */
export function isPrivatePair(profileIds: Iterable<string>, people: People): boolean {
  const pair = [...profileIds]
  return pair.length === 2 && people.pupils.has(pair[0]!) !== people.pupils.has(pair[1]!)
}

/**
 * Why the person may not write, as the end of a sentence; null when he may. Which of the modes of P-07 a school has
 * chosen and who is whose guardian is not known here, so an adult and a pupil alone are in the mode «forbidden».
 */
export function writeRefusal(
  kind: ChatHistory['kind'],
  members: Members,
  profileId: string,
  people: People,
): string | null {
  if (!members.has(profileId)) return `${profileId} is not a member`
  if (isPrivatePair(members.keys(), people)) return 'an adult and a pupil are alone here and nobody may write'
  if (kind === 'direct' && members.size !== 2) return 'the other person of the dialogue is not in it'
  return null
}
