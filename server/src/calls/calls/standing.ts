import { type CallStanding, callStanding } from '#contract/calls/calls.abilities.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { Chat, ChatMine } from '#contract/messenger/chats.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { visitorsAmong } from '../links/links.store.ts'
import * as store from './calls.store.ts'
import { readStanding } from './people.store.ts'

/** What somebody is in the chat of a call: he reads it, or was let into the call alone. */
export interface Place {
  chat: Chat
  mine: Pick<ChatMine, 'role' | 'writeRefusal'>
}

export interface StandingParts extends Pick<Platform, 'clock' | 'emitter'> {
  /** The only door to the chat of a call; null for what is not there and for what is foreign. */
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<Place | null>
  /** Which of these people are in a chat now, with their roles there. */
  membersAmong: (reader: Reader, chatId: string, profileIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** What a chat is, whoever asks; null for one that is not there. */
  chatOf: (reader: Reader, chatId: string) => Promise<(Chat & { archived: boolean }) | null>
  /** Which of these people belong to an organisation now. */
  insideAmong: (reader: Reader, communityId: string, profileIds: readonly string[]) => Promise<ReadonlySet<string>>
  cards: (reader: Reader, profileIds: readonly string[]) => Promise<ProfileCard[]>
}

/** What it takes to know whether somebody may come to a call at all. */
export type CallAccessParts = Pick<StandingParts, 'accessChat' | 'chatOf' | 'insideAmong'>

export interface Accessed {
  call: Call
  place: Place
  standing: CallStanding
}

/** A call whose chat the viewer reads, or into which he was let by its link, and what he is in it. */
export async function accessCall(
  parts: CallAccessParts,
  reader: Reader,
  viewerId: string,
  { chatId, callId }: { chatId: string; callId: string },
  fail: Fail<'chat.unknown' | 'call.unknown'>,
): Promise<Accessed> {
  const place = await parts.accessChat(reader, viewerId, chatId)
  if (place === null) return (await accessVisited(parts, reader, viewerId, { chatId, callId })) ?? fail('chat.unknown')
  const call = (await store.callOf(reader, chatId, callId)) ?? fail('call.unknown')
  return { call, place, standing: await standingIn(reader, viewerId, call, place) }
}

export async function standingIn(reader: Reader, viewerId: string, call: Call, { mine }: Place): Promise<CallStanding> {
  const own = await readStanding(reader, { callId: call.id, profileId: viewerId })
  return callStanding(call, mine, { profileId: viewerId, ...own })
}

/** A call of an organisation of the viewer whose link he has opened: he leads nothing there, whoever he was before. */
async function accessVisited(
  parts: Pick<StandingParts, 'chatOf' | 'insideAmong'>,
  reader: Reader,
  viewerId: string,
  { chatId, callId }: { chatId: string; callId: string },
): Promise<Accessed | null> {
  if (!(await visitorsAmong(reader, callId, [viewerId])).has(viewerId)) return null
  const call = await store.callOf(reader, chatId, callId)
  const chat = await parts.chatOf(reader, chatId)
  if (call === null || chat === null || chat.communityId === null) return null
  if (!(await parts.insideAmong(reader, chat.communityId, [viewerId])).has(viewerId)) return null
  const place: Place = { chat, mine: { role: 'member', writeRefusal: chat.archived ? 'chat.archived' : null } }
  const standing = await standingIn(reader, viewerId, call, place)
  return { call, place, standing: { ...standing, leads: false, visits: 'organisation' } }
}
