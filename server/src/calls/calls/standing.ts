import { type CallStanding, callStanding } from '#contract/calls/calls.abilities.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { ChatState } from '#contract/messenger/chats.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import * as store from './calls.store.ts'
import { readStanding } from './people.store.ts'

/** What a reader is in a chat that he reads. */
export type Place = Pick<ChatState, 'chat' | 'mine'>

export interface StandingParts extends Pick<Platform, 'clock' | 'emitter'> {
  /** The only door to the chat of a call; null for what is not there and for what is foreign. */
  accessChat: (reader: Reader, viewerId: string, chatId: string) => Promise<Place | null>
  /** Which of these people are in a chat now, with their roles there. */
  membersAmong: (reader: Reader, chatId: string, profileIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  cards: (reader: Reader, profileIds: readonly string[]) => Promise<ProfileCard[]>
}

export interface Accessed {
  call: Call
  place: Place
  standing: CallStanding
}

/** A call whose chat the viewer reads, and what he is in it. */
export async function accessCall(
  { accessChat }: Pick<StandingParts, 'accessChat'>,
  reader: Reader,
  viewerId: string,
  { chatId, callId }: { chatId: string; callId: string },
  fail: Fail<'chat.unknown' | 'call.unknown'>,
): Promise<Accessed> {
  const place = (await accessChat(reader, viewerId, chatId)) ?? fail('chat.unknown')
  const call = (await store.callOf(reader, chatId, callId)) ?? fail('call.unknown')
  return { call, place, standing: await standingIn(reader, viewerId, call, place) }
}

export async function standingIn(reader: Reader, viewerId: string, call: Call, { mine }: Place): Promise<CallStanding> {
  const own = await readStanding(reader, { callId: call.id, profileId: viewerId })
  return callStanding(call, mine, { profileId: viewerId, ...own })
}
