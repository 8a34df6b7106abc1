import { mayUse } from '#contract/calls/calls.abilities.ts'
import {
  CALL_GONE_MS,
  CALL_GUEST_NAME_MAX,
  CALL_GUEST_SILENT_MS,
  CALL_GUESTS_WAITING_MAX,
} from '#contract/calls/calls.limits.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { randomToken, tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { CookieJar } from '../../platform/dispatch/bind.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { shownName } from '../../platform/text/shown-text.ts'
import * as calls from '../calls/calls.store.ts'
import type { Entering } from '../calls/entering.ts'
import * as hands from '../calls/hands.store.ts'
import { readStanding } from '../calls/people.store.ts'
import { peopleIn } from '../calls/people-in.ts'
import type { StandingParts } from '../calls/standing.ts'
import { readRevision } from '../calls/telling.store.ts'
import type { Teller } from '../calls/telling.ts'
import { callByToken } from '../links/links.store.ts'
import { accessAsGuest } from './guest-access.ts'
import * as store from './guests.store.ts'
import { type HostingParts, hostsGuests } from './hosting.ts'
import { seenByGuest } from './seen-by-guest.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type Browser = Pick<Origin, 'guestToken'>
type LinkFail = Fail<'callLink.unknown' | 'call.ended'>

const SECRET_BYTES = 32
/** So long a browser keeps the cookie, in milliseconds; whether it leads anywhere is decided here. */
const COOKIE_MS = 24 * 3_600_000

interface Parts extends StandingParts, HostingParts, Pick<Platform, 'db' | 'random' | 'newId' | 'transaction'> {
  entering: Entering
  teller: Teller
}

export type CallGuestsService = ReturnType<typeof createCallGuests>

/**
 * Guests: who comes by a link without an account (CALL-20). Each is known in one call, waits until he is let in, and is there
 * only while an adult who leads it is.
 */
export function createCallGuests(parts: Parts) {
  const { clock, db, entering, teller } = parts
  const goneBefore = () => new Date(clock.now() - CALL_GONE_MS)

  const known = async (reader: Reader, { guestToken }: Browser) =>
    guestToken === undefined
      ? null
      : store.guestBySecret(reader, tokenHash(guestToken), new Date(clock.now() - CALL_GUEST_SILENT_MS))

  const checkKnown = async (reader: Reader, browser: Browser, fail: Fail<'call.guestUnknown'>) =>
    (await known(reader, browser)) ?? fail('call.guestUnknown')

  /** The running call to which a link leads, and whether that is open to guests now. */
  const checkRuns = async (reader: Reader, token: string, fail: LinkFail): Promise<{ call: Call; hosts: boolean }> => {
    const found = (await callByToken(reader, token)) ?? fail('callLink.unknown')
    const call = (await calls.callOf(reader, found.chatId, found.callId)) ?? fail('callLink.unknown')
    if (call.endedAt !== null) fail('call.ended')
    const stays = await calls.openStays(reader, call.id, goneBefore())
    return { call, hosts: await hostsGuests(parts, reader, call, stays) }
  }

  /** The guest of a call that this browser is already. */
  const checkOwn = async (
    reader: Reader,
    browser: Browser,
    call: Call,
    fail: Fail<'call.rejected' | 'call.removed'>,
  ): Promise<store.KnownGuest | null> => {
    const own = await known(reader, browser)
    if (own === null || own.callId !== call.id) return null
    const { admission } = await readStanding(reader, { callId: call.id, profileId: own.id })
    if (admission === 'removed') fail('call.removed', { changedBy: 'administrator' })
    if (admission === 'rejected') fail('call.rejected', { changedBy: 'administrator' })
    return own
  }

  return {
    async look(
      reader: Reader,
      browser: Browser & { signedIn: boolean },
      { token }: Input<'callGuests.look'>,
      fail: FailOf<'callGuests.look'>,
    ): Promise<Output<'callGuests.look'>> {
      const { call, hosts } = await checkRuns(reader, token, fail)
      const own = hosts ? await checkOwn(reader, browser, call, fail) : null
      return { guests: hosts, signedIn: browser.signedIn, name: own?.name ?? null }
    },

    async knock(
      tx: Tx,
      browser: Browser,
      input: Input<'callGuests.knock'>,
      cookies: CookieJar,
      fail: FailOf<'callGuests.knock'>,
    ): Promise<void> {
      const { call: found, hosts } = await checkRuns(tx, input.token, fail)
      if (!hosts) fail('callLink.guestsOff', { changedBy: 'administrator' })
      const call = (await calls.lockCall(tx, found.chatId, found.id)) ?? fail('callLink.unknown')
      if (call.endedAt !== null) fail('call.ended')
      if ((await checkOwn(tx, browser, call, fail)) !== null) return
      const name = shownName(input.name)
      if (name === null || name.length > CALL_GUEST_NAME_MAX) {
        return fail('call.guestNameInvalid', { lengthMax: CALL_GUEST_NAME_MAX })
      }
      if (call.locked) fail('call.locked', { changedBy: 'administrator' })
      if ((await store.countWaitingGuests(tx, call.id, goneBefore())) >= CALL_GUESTS_WAITING_MAX) {
        fail('call.guestsMany', { max: CALL_GUESTS_WAITING_MAX })
      }
      const secret = randomToken(parts.random, SECRET_BYTES)
      const guest = { id: parts.newId(), callId: call.id, name, secretHash: tokenHash(secret) }
      await store.insertGuest(tx, { ...guest, now: new Date(clock.now()) })
      await entering.doTellLeaders(tx, call)
      afterCommit(tx, () => cookies.guest(secret, COOKIE_MS))
    },

    async enter(
      browser: Browser,
      { sessionId }: Input<'callGuests.enter'>,
      fail: FailOf<'callGuests.enter'>,
    ): Promise<Output<'callGuests.enter'>> {
      const guest = await checkKnown(db, browser, fail)
      await parts.transaction((tx) => store.noteSeen(tx, guest.id, new Date(clock.now())))
      const access = (reader: Reader) => accessAsGuest(parts, reader, guest, fail)
      const admitted = await entering.come({ id: guest.id, sessionId }, access, fail)
      if (admitted === null) return { admitted }
      const { url, token, expiresAt } = admitted
      return { admitted: { url, token, expiresAt } }
    },

    async beat(
      tx: Tx,
      browser: Browser,
      { sessionId, revision }: Input<'callGuests.beat'>,
      fail: FailOf<'callGuests.beat'>,
    ): Promise<Output<'callGuests.beat'>> {
      const guest = await checkKnown(tx, browser, fail)
      const { call } = await accessAsGuest(parts, tx, guest, fail)
      const now = new Date(clock.now())
      const stay = { sessionId, callId: call.id, profileId: guest.id, now, seenSince: goneBefore() }
      if (!(await calls.beat(tx, stay))) fail('call.sessionOver')
      await store.noteSeen(tx, guest.id, now)
      // Read first: what has changed since is told again, as it stands then.
      const current = await readRevision(tx, call.id)
      const [own] = await peopleIn(parts, tx, call, [guest.id])
      return {
        may: mayUse(call, own!),
        hand: own!.handAt !== null,
        floor: own!.floor,
        ...(await store.takeTold(tx, guest.id)),
        revision: current,
        people: current === revision ? null : await seenByGuest(parts, tx, call, goneBefore()),
      }
    },

    async setHand(
      tx: Tx,
      browser: Browser,
      { up }: Input<'callGuests.setHand'>,
      fail: FailOf<'callGuests.setHand'>,
    ): Promise<void> {
      const guest = await checkKnown(tx, browser, fail)
      const { call } = await accessAsGuest(parts, tx, guest, fail)
      const who = { callId: call.id, profileId: guest.id }
      if (!(await hands.isInside(tx, who, goneBefore()))) fail('call.outside')
      if (up) await hands.raise(tx, who, new Date(clock.now()))
      else await hands.lower(tx, call.id, guest.id)
      teller.soon(tx, call.id)
    },

    async leave(
      tx: Tx,
      browser: Browser,
      { sessionId }: Input<'callGuests.leave'>,
      fail: FailOf<'callGuests.leave'>,
    ): Promise<void> {
      const { id, callId } = await checkKnown(tx, browser, fail)
      const now = new Date(clock.now())
      await calls.leave(tx, { sessionId, callId, profileId: id, now, seenSince: goneBefore() })
      teller.soon(tx, callId)
    },
  }
}
