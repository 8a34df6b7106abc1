import type { Call, CallStay } from '#contract/calls/calls.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { AloneRule } from '../calls/alone.ts'
import type { StandingParts } from '../calls/standing.ts'
import { linkOf } from '../links/links.store.ts'
import { guestsAmong } from './guests.store.ts'

export interface HostingParts extends Pick<StandingParts, 'chatOf'> {
  /** Everybody who is in a chat now, without those who only see it. */
  peopleOf: (reader: Reader, chatId: string) => Promise<readonly string[]>
  /** Which of these people are pupils, or no adults. */
  pupilsAmong: (reader: Reader, profileIds: readonly string[]) => Promise<ReadonlySet<string>>
  /** What an organisation has decided of calls: whether guests may be in them with pupils, and pictures of one's own behind people. */
  callRules: (reader: Reader, communityId: string) => Promise<{ guestsWithPupils: boolean; ownPictures: boolean }>
}

/**
 * Whether guests may be in calls of a chat: its organisation lets them be with pupils, or nobody of it is one (reading A-40).
 * Others than those of the chat may be there by the link: they are `beside`.
 */
export async function mayHost(
  parts: HostingParts,
  reader: Reader,
  { chatId, communityId }: { chatId: string; communityId: string },
  beside: readonly string[] = [],
): Promise<boolean> {
  if ((await parts.callRules(reader, communityId)).guestsWithPupils) return true
  const people = await parts.peopleOf(reader, chatId)
  return (await parts.pupilsAmong(reader, [...new Set([...people, ...beside])])).size === 0
}

/** Whether the link of a call lets guests in now, beside those who are in it. */
export async function hostsGuests(
  parts: HostingParts,
  reader: Reader,
  { id, chatId }: Pick<Call, 'id' | 'chatId'>,
  stays: readonly Pick<CallStay, 'profileId'>[],
): Promise<boolean> {
  const chat = await parts.chatOf(reader, chatId)
  if (chat === null || chat.archived || chat.communityId === null) return false
  if ((await linkOf(reader, id))?.guests !== true) return false
  const { communityId } = chat
  return mayHost(
    parts,
    reader,
    { chatId, communityId },
    stays.map(({ profileId }) => profileId),
  )
}

/** The rule of two people alone, for guests too: nobody knows who a guest is, so he is alone with no pupil. */
export function aloneWithGuests(rule: AloneRule, { pupilsAmong }: Pick<HostingParts, 'pupilsAmong'>): AloneRule {
  return async (reader, ids) => {
    const guests = new Set((await guestsAmong(reader, ids)).map(({ id }) => id))
    if (guests.size === 0) return rule(reader, ids)
    const others = ids.filter((id) => !guests.has(id))
    return (await pupilsAmong(reader, others)).size === 0
  }
}
