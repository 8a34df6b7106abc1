import { FOUNDING_SEQ, isPrivatePair, leads, makerOf } from './model-members.ts'
import type { Rule, Stand } from './model-rules.ts'

type Joined = Parameters<Rule<'joined'>>[1]

function* repeated(profileIds: readonly string[]): Iterable<string> {
  if (profileIds.length === 0) yield 'it names nobody'
  for (const [at, profileId] of profileIds.entries()) {
    if (profileIds.indexOf(profileId) < at) yield `${profileId} is named twice`
  }
}

function* foundedGroup({ chat }: Stand, { profileIds, actorId, owners }: Joined): Iterable<string> {
  const maker = makerOf(chat)
  if (actorId !== null && actorId !== maker) yield `${actorId} has not made the chat`
  if (maker === null) return
  if (!profileIds.includes(maker)) yield `${maker} has made the chat and is not in it`
  if (owners.length !== 1 || owners[0] !== maker) yield `the owner is not ${maker} alone, who has made the chat`
}

function* joinedGroup({ chat, members }: Stand, { profileIds, actorId, owners }: Joined): Iterable<string> {
  if (actorId === null) {
    if (makerOf(chat) !== null) yield 'no rule adds people to what a person has made'
    return
  }
  if (owners.length > 0) yield 'nobody is added as an owner'
  if (leads(members.get(actorId))) return
  yield profileIds.includes(actorId) ? `${actorId} adds himself` : `${actorId} does not lead the chat`
}

function* foundedDirect({ chat }: Stand, { profileIds, actorId }: Joined): Iterable<string> {
  const maker = makerOf(chat)
  if (new Set(profileIds).size !== 2) yield 'a dialogue has exactly two people'
  for (const each of [maker, actorId]) {
    if (each !== null && !profileIds.includes(each)) yield `${each} begins a dialogue of others`
  }
}

function* joinedDirect({ chat }: Stand, { profileIds, actorId }: Joined): Iterable<string> {
  const founding = chat.happenings[FOUNDING_SEQ - 1]
  const pair = founding?.kind === 'joined' ? founding.profileIds : []
  for (const profileId of profileIds) {
    if (!pair.includes(profileId)) yield `${profileId} is not one of the two people of the dialogue`
  }
  if (actorId !== null && !pair.includes(actorId)) yield `${actorId} is not one of the two people of the dialogue`
}

export const joined: Rule<'joined'> = function* (stand, happening) {
  const { chat, members, people } = stand
  const { seq, profileIds, owners } = happening
  yield* repeated(profileIds)
  for (const profileId of profileIds) {
    if (members.has(profileId)) yield `${profileId} is a member already`
  }
  for (const owner of owners) {
    if (!profileIds.includes(owner)) yield `${owner} becomes an owner and does not join`
  }
  const founded = seq === FOUNDING_SEQ
  if (founded && isPrivatePair(profileIds, people)) yield 'it makes an adult and a pupil a private pair'
  if (chat.kind === 'direct') yield* founded ? foundedDirect(stand, happening) : joinedDirect(stand, happening)
  else yield* founded ? foundedGroup(stand, happening) : joinedGroup(stand, happening)
}

export const left: Rule<'left'> = function* ({ chat, members }, { profileIds, actorId }) {
  yield* repeated(profileIds)
  for (const profileId of profileIds) {
    if (!members.has(profileId)) yield `${profileId} is not a member`
  }
  if (actorId === null) return
  if (chat.kind === 'direct') return yield 'nobody leaves a dialogue or removes from it by his own wish'
  if (leads(members.get(actorId))) return
  if (profileIds.some((profileId) => profileId !== actorId)) yield `${actorId} does not lead the chat`
}
