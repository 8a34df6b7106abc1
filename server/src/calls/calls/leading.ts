import type { Call } from '#contract/calls/calls.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import * as store from './calls.store.ts'
import { type Accessed, accessCall, type StandingParts } from './standing.ts'

type Which = { chatId: string; callId: string }

/** A call that the viewer leads. */
export async function accessLed(
  parts: Pick<StandingParts, 'accessChat'>,
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
  parts: Pick<StandingParts, 'accessChat'>,
  tx: Tx,
  viewerId: string,
  which: Which,
  fail: Fail<'chat.unknown' | 'call.unknown' | 'call.notAllowed' | 'call.ended'>,
): Promise<Accessed & { call: Call }> {
  const found = await accessLed(parts, tx, viewerId, which, fail)
  const call = (await store.lockCall(tx, which.chatId, which.callId)) ?? fail('call.unknown')
  return call.endedAt === null ? { ...found, call } : fail('call.ended')
}
