import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { callOf } from '../calls/calls.store.ts'
import { type Accessed, type Place, type StandingParts, standingIn } from '../calls/standing.ts'
import { linkOf } from '../links/links.store.ts'
import type { KnownGuest } from './guests.store.ts'

/**
 * The call of a guest, and what he is in it: nobody who leads, and one who waits until he was let in. Who was turned away or
 * removed learns that and nothing else.
 */
export async function accessAsGuest(
  { chatOf }: Pick<StandingParts, 'chatOf'>,
  reader: Reader,
  guest: Pick<KnownGuest, 'id' | 'callId' | 'chatId'>,
  fail: Fail<'call.guestUnknown' | 'call.ended' | 'call.rejected' | 'call.removed' | 'callLink.guestsOff'>,
): Promise<Accessed> {
  const call = (await callOf(reader, guest.chatId, guest.callId)) ?? fail('call.guestUnknown')
  if (call.endedAt !== null) fail('call.ended')
  const chat = await chatOf(reader, guest.chatId)
  if (chat === null || chat.archived) return fail('call.ended')
  const place: Place = { chat, mine: { role: 'member', writeRefusal: null } }
  const standing = await standingIn(reader, guest.id, call, place)
  if (standing.admission === 'removed') fail('call.removed', { changedBy: 'administrator' })
  if (standing.admission === 'rejected') fail('call.rejected', { changedBy: 'administrator' })
  if ((await linkOf(reader, call.id))?.guests !== true) fail('callLink.guestsOff', { changedBy: 'administrator' })
  return { call, place, standing: { ...standing, leads: false, visits: 'guest' } }
}
