import { seesPeople } from '#contract/calls/calls.abilities.ts'
import { CALL_GONE_MS, HALLS_EARLIER_MAX } from '#contract/calls/calls.limits.ts'
import type { Hall, Halls } from '#contract/calls/halls.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { shownName } from '../../platform/text/shown-text.ts'
import type { AloneRule } from '../calls/alone.ts'
import * as calls from '../calls/calls.store.ts'
import { isInside } from '../calls/hands.store.ts'
import { accessLed, lockLed, lockLedGroup } from '../calls/leading.ts'
import { administratorsOf } from '../calls/people.store.ts'
import { accessCall, type StandingParts } from '../calls/standing.ts'
import { hallsView, isOpen, spread } from './arrangement.ts'
import * as store from './halls.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
type Place = { chatId: string; callId: string }

interface Parts extends StandingParts, Pick<Platform, 'random' | 'newId'> {
  mayBeAlone: AloneRule
}

const MINUTE_MS = 60_000

export type HallsService = ReturnType<typeof createHallsService>

/** Session halls of a call: made, filled, opened, closed and visited (HALL). Into which room a session comes is read from here at its return. */
export function createHallsService(parts: Parts) {
  const { clock, emitter, random, newId } = parts
  const goneBefore = () => new Date(clock.now() - CALL_GONE_MS)

  const view = async (reader: Reader, callId: string): Promise<Halls> =>
    hallsView(await store.readHalls(reader, callId), await store.readBelongings(reader, callId), clock.now())

  /** Tells everybody in the call, and answers how the halls stand. */
  const doTell = async (tx: Tx, { chatId, callId }: Place): Promise<{ halls: Halls }> => {
    const halls = await view(tx, callId)
    emitter.ephemeral(tx, 'chat', chatId, 'call.halls', { chatId, callId, version: halls.version })
    return { halls }
  }

  /** The halls of a running call that the viewer leads, as he has seen them. */
  const lockArranged = async (
    tx: Tx,
    viewerId: string,
    input: Place & { version: number },
    fail: Fail<
      'chat.unknown' | 'call.unknown' | 'call.notAllowed' | 'call.ended' | 'call.noHalls' | 'call.versionConflict'
    >,
  ): Promise<store.KeptHalls> => {
    await lockLed(parts, tx, viewerId, input, fail)
    const kept = (await store.readHalls(tx, input.callId)) ?? fail('call.noHalls')
    return kept.version === input.version ? kept : fail('call.versionConflict')
  }

  /** An adult and a pupil who may not be alone are not put into one hall without a third (P-07). */
  const checkAlone = async (
    tx: Tx,
    halls: readonly Pick<Hall, 'profileIds'>[],
    fail: Fail<'call.alone'>,
  ): Promise<void> => {
    for (const { profileIds } of halls) {
      if (profileIds.length === 2 && !(await parts.mayBeAlone(tx, profileIds))) fail('call.alone')
    }
  }

  const doBelong = async (
    tx: Tx,
    place: Place,
    belongings: readonly { profileId: string; hallId: string }[],
    fail: Fail<'call.alone'>,
  ) => {
    const together = [...Map.groupBy(belongings, ({ hallId }) => hallId).values()]
    await checkAlone(
      tx,
      together.map((people) => ({ profileIds: people.map(({ profileId }) => profileId) })),
      fail,
    )
    await store.setBelongings(tx, place.callId, belongings, new Date(clock.now()))
  }

  /** Who is in a call and does not lead it, by lot. */
  const ledByLot = async (tx: Tx, { chatId, callId }: Place): Promise<string[]> => {
    const stays = await calls.openStays(tx, callId, goneBefore())
    const inside = [...new Set(stays.map(({ profileId }) => profileId))]
    const roles = await parts.membersAmong(tx, chatId, inside)
    const { startedBy } = (await calls.callOf(tx, chatId, callId))!
    const leading = new Set([startedBy, ...(await administratorsOf(tx, callId))])
    const led = inside.filter((id) => !leading.has(id) && roles.get(id) === 'member')
    for (let i = led.length - 1; i > 0; i -= 1) {
      const j = random.below(i + 1)
      ;[led[i], led[j]] = [led[j]!, led[i]!]
    }
    return led
  }

  return {
    async read(
      reader: Reader,
      viewerId: string,
      input: Input<'calls.halls'>,
      fail: FailOf<'calls.halls'>,
    ): Promise<Output<'calls.halls'>> {
      const { call, standing } = await accessCall(parts, reader, viewerId, input, fail)
      if (!seesPeople(call, standing)) fail('call.notIn', { changedBy: 'administrator' })
      const halls = await view(reader, call.id)
      const mine = halls.halls.find(({ profileIds }) => profileIds.includes(viewerId))?.id ?? null
      return {
        halls,
        mine,
        cards: await parts.cards(
          reader,
          halls.halls.flatMap(({ profileIds }) => profileIds),
        ),
      }
    },

    async arrange(
      tx: Tx,
      viewerId: string,
      input: Input<'calls.arrangeHalls'>,
      fail: FailOf<'calls.arrangeHalls'>,
    ): Promise<{ halls: Halls }> {
      await lockLedGroup(parts, tx, viewerId, input, fail)
      const kept = await store.readHalls(tx, input.callId)
      if ((kept?.version ?? 0) !== input.version) fail('call.versionConflict')
      const halls = input.halls.map(({ id, name }) => ({ id, name: shownName(name) ?? fail('call.hallNameInvalid') }))
      const ids = halls.map(({ id }) => id)
      if (new Set(ids).size < ids.length || (await store.isForeign(tx, input.callId, ids))) fail('call.versionConflict')
      const named = input.halls.flatMap(({ id: hallId, profileIds }) =>
        profileIds.map((profileId) => ({ profileId, hallId })),
      )
      const belongings = input.lot === true ? spread(await ledByLot(tx, input), ids) : named
      const people = new Set(belongings.map(({ profileId }) => profileId))
      if (people.size < belongings.length) fail('call.personTwice')
      const roles = await parts.membersAmong(tx, input.chatId, [...people])
      if (roles.size < people.size) fail('call.personUnknown')
      await store.setHalls(tx, input.callId, { free: input.free, halls })
      await doBelong(tx, input, belongings, fail)
      return doTell(tx, input)
    },

    async shareOut(
      tx: Tx,
      viewerId: string,
      input: Input<'calls.shareOut'>,
      fail: FailOf<'calls.shareOut'>,
    ): Promise<{ halls: Halls }> {
      const { halls } = await lockArranged(tx, viewerId, input, fail)
      const hallIds = halls.map(({ id }) => id)
      await doBelong(tx, input, spread(await ledByLot(tx, input), hallIds), fail)
      await store.bumpVersion(tx, input.callId)
      return doTell(tx, input)
    },

    async earlier(
      reader: Reader,
      viewerId: string,
      input: Input<'calls.earlierHalls'>,
      fail: FailOf<'calls.earlierHalls'>,
    ): Promise<Output<'calls.earlierHalls'>> {
      const { call } = await accessLed(parts, reader, viewerId, input, fail)
      const found = await store.earlierHalls(reader, call.chatId, call.id, HALLS_EARLIER_MAX)
      return { earlier: found.map((one) => ({ ...one, startedAt: toInstant(one.startedAt) })) }
    },

    async reuse(
      tx: Tx,
      viewerId: string,
      input: Input<'calls.reuseHalls'>,
      fail: FailOf<'calls.reuseHalls'>,
    ): Promise<{ halls: Halls }> {
      await lockLed(parts, tx, viewerId, input, fail)
      const kept = await store.readHalls(tx, input.callId)
      if ((kept?.version ?? 0) !== input.version) fail('call.versionConflict')
      const from = (await calls.callOf(tx, input.chatId, input.fromCallId)) ?? fail('call.unknown')
      const earlier = (await store.readHalls(tx, from.id)) ?? fail('call.noHalls')
      const belonged = await store.readBelongings(tx, from.id)
      const inside = await parts.membersAmong(
        tx,
        input.chatId,
        belonged.map(({ profileId }) => profileId),
      )
      const ids = new Map(earlier.halls.map(({ id }) => [id, newId()]))
      const halls = earlier.halls.map(({ id, name }) => ({ id: ids.get(id)!, name }))
      await store.setHalls(tx, input.callId, { free: earlier.free, halls })
      const belongings = belonged.flatMap(({ profileId, hallId }) =>
        hallId !== null && inside.has(profileId) ? [{ profileId, hallId: ids.get(hallId)! }] : [],
      )
      await doBelong(tx, input, belongings, fail)
      return doTell(tx, input)
    },

    async open(
      tx: Tx,
      viewerId: string,
      input: Input<'calls.openHalls'>,
      fail: FailOf<'calls.openHalls'>,
    ): Promise<{ halls: Halls }> {
      const kept = await lockArranged(tx, viewerId, input, fail)
      const now = clock.now()
      await checkAlone(tx, (await view(tx, input.callId)).halls, fail)
      const openSince = isOpen(kept, now) ? kept.openSince! : new Date(now)
      const endsAt = input.minutes === null ? null : new Date(now + input.minutes * MINUTE_MS)
      await store.setOpen(tx, input.callId, { openSince, endsAt })
      await store.noteMoved(tx, input.callId, new Date(now))
      return doTell(tx, input)
    },

    async close(
      tx: Tx,
      viewerId: string,
      input: Input<'calls.closeHalls'>,
      fail: FailOf<'calls.closeHalls'>,
    ): Promise<{ halls: Halls }> {
      await lockLed(parts, tx, viewerId, input, fail)
      const now = clock.now()
      const kept = await store.readHalls(tx, input.callId)
      if (kept === null || !isOpen(kept, now)) return fail('call.hallsClosed')
      const endsAt = input.seconds === null ? null : new Date(now + input.seconds * 1_000)
      await store.setOpen(tx, input.callId, { openSince: kept.openSince!, endsAt })
      return doTell(tx, input)
    },

    async go(tx: Tx, viewerId: string, input: Input<'calls.goToHall'>, fail: FailOf<'calls.goToHall'>): Promise<void> {
      const { callId, hallId } = input
      const { standing } = await accessCall(parts, tx, viewerId, input, fail)
      if (standing.visits) fail('call.notAllowed', { changedBy: 'administrator' })
      if (!(await isInside(tx, { callId, profileId: viewerId }, goneBefore()))) fail('call.outside')
      const locked = await calls.lockCall(tx, input.chatId, callId)
      if (locked === null || locked.endedAt !== null) return fail('call.ended')
      const kept = await store.readHalls(tx, callId)
      if (kept === null || !isOpen(kept, clock.now())) return fail('call.hallsClosed')
      if (!standing.leads && !kept.free) fail('call.hallsAssigned', { changedBy: 'administrator' })
      if (hallId !== null) {
        const hall = (await view(tx, callId)).halls.find(({ id }) => id === hallId) ?? fail('call.hallUnknown')
        await checkAlone(tx, [{ profileIds: [...new Set([...hall.profileIds, viewerId])] }], fail)
      }
      await store.setBelonging(tx, { callId, profileId: viewerId, hallId, now: new Date(clock.now()) })
    },

    async tell(tx: Tx, viewerId: string, input: Input<'calls.tell'>, fail: FailOf<'calls.tell'>): Promise<void> {
      const { chatId, callId } = input
      await lockLed(parts, tx, viewerId, input, fail)
      const text = shownName(input.text) ?? fail('call.noteInvalid')
      const stays = await calls.openStays(tx, callId, goneBefore())
      for (const profileId of new Set(stays.map((stay) => stay.profileId))) {
        emitter.ephemeral(tx, 'profile', profileId, 'call.note', { chatId, callId, by: viewerId, text })
      }
    },
  }
}
