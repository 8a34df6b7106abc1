import { planRefusal } from '#contract/calls/calls.abilities.ts'
import type { Call } from '#contract/calls/calls.ts'
import {
  COMING_CALLS_MAX,
  COMING_CALLS_MS,
  PLANNED_CALLS_MAX,
  PLANNED_DAYS_AHEAD,
  PLANNED_EARLY_MS,
  PLANNED_TITLE_MAX,
} from '#contract/calls/planned-calls.limits.ts'
import type { PlannedCall } from '#contract/calls/planned-calls.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { dayIn } from '../../identity/index.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { type Fail, Refusal } from '../../platform/dispatch/refusal.ts'
import { shownName } from '../../platform/text/shown-text.ts'
import type { AttendanceParts } from '../attendance/attendance.service.ts'
import type { CallsService } from '../calls/calls.service.ts'
import { callOf } from '../calls/calls.store.ts'
import type { Place, StandingParts } from '../calls/standing.ts'
import { nextOccurrence } from './occurrences.ts'
import * as store from './plans.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>
/** What each of the commands may refuse with. */
type FailLeading = Fail<Exclude<ErrorsOf<Operations['plannedCalls.setCancelled']>, `plannedCall.${string}`>>
type FailWish = Fail<'plannedCall.titleInvalid' | 'plannedCall.timeInvalid'>

const DAY_MS = 86_400_000

export interface PlansParts
  extends Pick<StandingParts, 'accessChat' | 'clock' | 'emitter'>,
    Pick<AttendanceParts, 'timeZone'> {
  calls: Pick<CallsService, 'start'>
  /** Every chat in which somebody is now. */
  chatsOf: (reader: Reader, profileId: string) => Promise<readonly string[]>
}

export type PlansService = ReturnType<typeof createPlansService>

/** Calls that shall be: planned, changed, cancelled and brought back, and begun by whoever may begin a call (CALL-01). */
export function createPlansService(parts: PlansParts) {
  const { clock, emitter } = parts

  /** A chat in which the viewer may begin calls, and so plan them. */
  const checkLeads = async (reader: Reader, viewerId: string, chatId: string, fail: FailLeading): Promise<Place> => {
    const place = (await parts.accessChat(reader, viewerId, chatId)) ?? fail('chat.unknown')
    const refusal = planRefusal(place.chat, place.mine)
    if (refusal === 'call.notAllowed') fail(refusal, { rule: 'planCall', changedBy: 'owner' })
    if (refusal !== null) fail(refusal)
    return place
  }

  const checkWish = (input: Input<'plannedCalls.add'>, timeZone: string, fail: FailWish): store.Wish => {
    const { day, time, repeats, microphonesOff, camerasOff } = input
    const title = shownName(input.title)
    if (title === null || [...title].length > PLANNED_TITLE_MAX)
      return fail('plannedCall.titleInvalid', { lengthMax: PLANNED_TITLE_MAX })
    const latest = dayIn(timeZone, clock.now() + PLANNED_DAYS_AHEAD * DAY_MS)
    const last = repeats?.until ?? day
    if (![day, last].every(isDay) || last < day || last > latest)
      fail('plannedCall.timeInvalid', { daysMax: PLANNED_DAYS_AHEAD })
    return { title, day, time, repeats, microphonesOff, camerasOff }
  }

  /** When a plan is next; one that would never be is none. */
  const checkNext = (timing: Parameters<typeof nextOccurrence>[0], fail: Fail<'plannedCall.timeInvalid'>) => {
    const now = clock.now()
    const next = nextOccurrence(timing, now)
    // What has begun a moment ago is no plan any more.
    if (next === null || next.at <= now) return fail('plannedCall.timeInvalid', { daysMax: PLANNED_DAYS_AHEAD })
    return next
  }

  const checkRoom = async (tx: Tx, chatId: string, fail: Fail<'plannedCall.tooMany'>): Promise<void> => {
    if ((await store.countPlans(tx, chatId)) >= PLANNED_CALLS_MAX)
      fail('plannedCall.tooMany', { max: PLANNED_CALLS_MAX })
  }

  const doTell = (tx: Tx, chatId: string): void => {
    emitter.ephemeral(tx, 'chat', chatId, 'plannedCall.changed', { chatId })
  }

  return {
    async list(
      reader: Reader,
      viewerId: string,
      { chatId }: Input<'plannedCalls.list'>,
      fail: FailOf<'plannedCalls.list'>,
    ): Promise<Output<'plannedCalls.list'>> {
      const { chat } = (await parts.accessChat(reader, viewerId, chatId)) ?? fail('chat.unknown')
      const planned = (await store.plansOf(reader, chatId, PLANNED_CALLS_MAX)).map(store.plannedView)
      return { planned, timeZone: await parts.timeZone(reader, chat.communityId, viewerId) }
    },

    /** Of chats that he reads no more nothing is told. */
    async coming(reader: Reader, viewerId: string): Promise<Output<'plannedCalls.coming'>> {
      const chatIds = await parts.chatsOf(reader, viewerId)
      const found = await store.comingPlans(reader, chatIds, new Date(clock.now() + COMING_CALLS_MS), COMING_CALLS_MAX)
      const planned: PlannedCall[] = []
      for (const plan of found) {
        if ((await parts.accessChat(reader, viewerId, plan.chatId)) !== null) planned.push(store.plannedView(plan))
      }
      return { planned }
    },

    async add(
      tx: Tx,
      viewerId: string,
      input: Input<'plannedCalls.add'>,
      fail: FailOf<'plannedCalls.add'>,
    ): Promise<PlannedCall> {
      const { id, chatId } = input
      const { chat } = await checkLeads(tx, viewerId, chatId, fail)
      const known = await store.lockPlan(tx, chatId, id)
      if (known !== null) return store.plannedView(known)
      const timeZone = await parts.timeZone(tx, chat.communityId, viewerId)
      const wish = checkWish(input, timeZone, fail)
      const next = checkNext({ ...wish, timeZone, skipped: [], begunDay: null }, fail)
      await checkRoom(tx, chatId, fail)
      const made = { ...wish, id, chatId, plannedBy: viewerId, timeZone, next, now: new Date(clock.now()) }
      const plan = await store.insertPlan(tx, made)
      // The id stands for something of another chat.
      if (plan === null) throw new Refusal('key.reused')
      doTell(tx, chatId)
      return store.plannedView(plan)
    },

    async change(
      tx: Tx,
      viewerId: string,
      input: Input<'plannedCalls.change'>,
      fail: FailOf<'plannedCalls.change'>,
    ): Promise<PlannedCall> {
      const { chat } = await checkLeads(tx, viewerId, input.chatId, fail)
      const plan = (await store.lockPlan(tx, input.chatId, input.id)) ?? fail('plannedCall.unknown')
      if (plan.nextAt === null) fail('plannedCall.unknown')
      if (plan.version !== input.version) fail('plannedCall.versionConflict')
      const timeZone = await parts.timeZone(tx, chat.communityId, viewerId)
      const wish = checkWish(input, timeZone, fail)
      const next = checkNext({ ...plan, ...wish, timeZone }, fail)
      const at = { next, now: new Date(clock.now()) }
      const changed = await store.changePlan(tx, plan, { wish: { ...wish, timeZone } }, at)
      doTell(tx, input.chatId)
      return store.plannedView(changed)
    },

    /** Takes a plan or one of its days away, or gives it back; what is so already stays so. */
    async setCancelled(
      tx: Tx,
      viewerId: string,
      { chatId, id, day, cancelled }: Input<'plannedCalls.setCancelled'>,
      fail: FailOf<'plannedCalls.setCancelled'>,
    ): Promise<PlannedCall> {
      await checkLeads(tx, viewerId, chatId, fail)
      const plan = (await store.lockPlan(tx, chatId, id)) ?? fail('plannedCall.unknown')
      const others = plan.skipped.filter((skipped) => skipped !== day)
      const skipped = day === null ? plan.skipped : cancelled ? [...others, day].sort() : others
      if (day !== null && !isAmong(plan, day)) fail('plannedCall.timeInvalid', { daysMax: PLANNED_DAYS_AHEAD })
      const isOff = day === null ? cancelled : plan.cancelled
      if (skipped.length === plan.skipped.length && isOff === plan.cancelled) return store.plannedView(plan)
      const now = clock.now()
      const next = isOff ? null : nextOccurrence({ ...plan, skipped }, now)
      if (next !== null && plan.nextAt === null) await checkRoom(tx, chatId, fail)
      const changed = await store.changePlan(tx, plan, { skipped, cancelled: isOff }, { next, now: new Date(now) })
      doTell(tx, chatId)
      return store.plannedView(changed)
    },

    /** The call itself begins as every call does; nothing of it is there before. */
    async start(
      tx: Tx,
      viewerId: string,
      { chatId, id, callId }: Input<'plannedCalls.start'>,
      fail: FailOf<'plannedCalls.start'>,
    ): Promise<Call> {
      await checkLeads(tx, viewerId, chatId, fail)
      const begins = { chatId, id: callId }
      if ((await callOf(tx, chatId, callId)) !== null) return parts.calls.start(tx, viewerId, begins, fail)
      const plan = (await store.lockPlan(tx, chatId, id)) ?? fail('plannedCall.unknown')
      if (plan.nextAt === null || plan.nextDay === null) return fail('plannedCall.unknown')
      const now = clock.now()
      if (Date.parse(plan.nextAt) - PLANNED_EARLY_MS > now) fail('plannedCall.early', { at: plan.nextAt })
      const switches = { microphones: !plan.microphonesOff, cameras: !plan.camerasOff }
      const call = await parts.calls.start(tx, viewerId, begins, fail, switches)
      const begunDay = plan.nextDay
      const next = nextOccurrence({ ...plan, begunDay }, now)
      await store.changePlan(tx, plan, { begunDay }, { next, now: new Date(now) })
      doTell(tx, chatId)
      return call
    },
  }
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

/** Whether a call repeats itself on a day. */
function isAmong({ day: first, repeats }: PlannedCall, day: string): boolean {
  if (!isDay(day) || repeats === null || day < first || day > repeats.until) return false
  return repeats.weekdays.includes(new Date(`${day}T00:00:00Z`).getUTCDay() || 7)
}
