import { leadsCall } from '#contract/calls/calls.abilities.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { guestsOf } from '../guests/guests.store.ts'
import { visitorsAmong } from '../links/links.store.ts'
import * as store from './calls.store.ts'
import { type Accessed, accessCall, type CallAccessParts, type StandingParts } from './standing.ts'

type Which = { chatId: string; callId: string }

/** A call that the viewer leads. */
export async function accessLed(
  parts: CallAccessParts,
  reader: Reader,
  viewerId: string,
  which: Which,
  fail: Fail<'chat.unknown' | 'call.unknown' | 'call.notAllowed'>,
): Promise<Accessed> {
  const found = await accessCall(parts, reader, viewerId, which, fail)
  if (!found.standing.leads) fail('call.notAllowed', { rule: 'leadCall', changedBy: 'owner' })
  return found
}

/** A running call that the viewer leads, held until the transaction ends. */
export async function lockLed(
  parts: CallAccessParts,
  tx: Tx,
  viewerId: string,
  which: Which,
  fail: Fail<'chat.unknown' | 'call.unknown' | 'call.notAllowed' | 'call.ended'>,
): Promise<Accessed & { call: Call }> {
  const found = await accessLed(parts, tx, viewerId, which, fail)
  const call = (await store.lockCall(tx, which.chatId, which.callId)) ?? fail('call.unknown')
  return call.endedAt === null ? { ...found, call } : fail('call.ended')
}

/** A running call of a group that the viewer leads, held until the transaction ends. */
export async function lockLedGroup(
  parts: CallAccessParts,
  tx: Tx,
  viewerId: string,
  which: Which,
  fail: Fail<'chat.unknown' | 'call.unknown' | 'call.notAllowed' | 'call.ended' | 'call.notHere'>,
): Promise<Call> {
  const { place, call } = await lockLed(parts, tx, viewerId, which, fail)
  return place.chat.kind === 'group' ? call : fail('call.notHere')
}

/** A running call that the viewer leads. */
export async function accessRunningLed(
  parts: CallAccessParts,
  reader: Reader,
  viewerId: string,
  which: Which,
  fail: Fail<'chat.unknown' | 'call.unknown' | 'call.notAllowed' | 'call.ended'>,
): Promise<Accessed> {
  const found = await accessLed(parts, reader, viewerId, which, fail)
  return found.call.endedAt === null ? found : fail('call.ended')
}

/** A running call of a group that the viewer leads: in a dialogue nobody is over the other. */
export async function accessLedGroup(
  parts: CallAccessParts,
  reader: Reader,
  viewerId: string,
  which: Which,
  fail: Fail<'chat.unknown' | 'call.unknown' | 'call.notAllowed' | 'call.ended' | 'call.notHere'>,
): Promise<Accessed> {
  const found = await accessRunningLed(parts, reader, viewerId, which, fail)
  return found.place.chat.kind === 'group' ? found : fail('call.notHere')
}

/** People of the chat, and those who came by its link, on whom the viewer decides: those who lead the call by themselves are beyond it. */
export async function checkPeople(
  { membersAmong }: Pick<StandingParts, 'membersAmong'>,
  reader: Reader,
  { id, chatId, startedBy }: Pick<Call, 'id' | 'chatId' | 'startedBy'>,
  profileIds: readonly string[],
  fail: Fail<'call.personUnknown' | 'call.notAllowed'>,
): Promise<void> {
  const roles = await membersAmong(reader, chatId, profileIds)
  const outside = await comersAmong(reader, id, profileIds)
  for (const profileId of profileIds) {
    const role = roles.get(profileId) ?? (outside.has(profileId) ? 'visitor' : fail('call.personUnknown'))
    if (role === 'observer' || leadsCall({ startedBy }, { profileId, administrator: false, role })) {
      fail('call.notAllowed', { rule: 'leadsItself', changedBy: 'owner' })
    }
  }
}

/** Those of these people who have come to a call by its link: visitors and guests. */
async function comersAmong(reader: Reader, callId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set([...(await visitorsAmong(reader, callId, ids)), ...(await guestsOf(reader, callId, ids))])
}

/** Somebody of the chat of a call, somebody who has come by its link, or everybody: null. */
export async function checkMember(
  { membersAmong }: Pick<StandingParts, 'membersAmong'>,
  reader: Reader,
  { id, chatId }: Pick<Call, 'id' | 'chatId'>,
  profileId: string | null,
  fail: Fail<'call.personUnknown'>,
): Promise<void> {
  if (profileId === null) return
  if ((await membersAmong(reader, chatId, [profileId])).has(profileId)) return
  if (!(await comersAmong(reader, id, [profileId])).has(profileId)) fail('call.personUnknown')
}
