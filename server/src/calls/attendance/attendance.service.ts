import type { AttendanceRow } from '#contract/calls/attendance.ts'
import { leads } from '#contract/calls/calls.abilities.ts'
import { ATTENDANCE_PAGE, CALL_GONE_MS, LED_CALLS_PAGE } from '#contract/calls/calls.limits.ts'
import type { ErrorsOf, InputOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { distinct } from '../calls/people-in.ts'
import { accessCall, type CallAccessParts, type StandingParts } from '../calls/standing.ts'
import { guestsAmong } from '../guests/guests.store.ts'
import * as store from './attendance.store.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type Output<Id extends keyof Operations> = OutputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

export interface AttendanceParts extends CallAccessParts, Pick<StandingParts, 'clock' | 'cards'> {
  /** The zone of an organisation; of none, that of an organisation of the reader. */
  timeZone: (reader: Reader, communityId: string | null, viewerId: string) => Promise<string>
}

export type AttendanceService = ReturnType<typeof createAttendanceService>

/** Who was in calls and how long, for those who led them (ATT). */
export function createAttendanceService(parts: AttendanceParts) {
  const { clock } = parts
  return {
    /** Whoever reads a chat is told of the calls that he has led there; of the others he learns nothing here. */
    async led(
      reader: Reader,
      viewerId: string,
      { chatId, cursor }: Input<'calls.led'>,
      fail: FailOf<'calls.led'>,
    ): Promise<Output<'calls.led'>> {
      const { chat, mine } = (await parts.accessChat(reader, viewerId, chatId)) ?? fail('chat.unknown')
      const key = decodeCursor(cursor, ['instant', 'id'])
      const before = key === null ? null : { startedAt: new Date(key[0]!), id: String(key[1]) }
      const page = { chatId, viewerId, leadsChat: leads(mine), before, limit: LED_CALLS_PAGE + 1 }
      const found = await store.pageLedCalls(reader, page)
      const calls = found.slice(0, LED_CALLS_PAGE)
      const last = found.length > LED_CALLS_PAGE ? calls.at(-1)!.call : null
      return {
        calls,
        timeZone: await parts.timeZone(reader, chat.communityId, viewerId),
        next: last === null ? null : encodeCursor([last.startedAt, last.id]),
      }
    },

    async sessions(
      reader: Reader,
      viewerId: string,
      input: Input<'calls.attendance'>,
      fail: FailOf<'calls.attendance'>,
    ): Promise<Output<'calls.attendance'>> {
      const { call, place, standing } = await accessCall(parts, reader, viewerId, input, fail)
      if (!standing.leads) fail('call.notAllowed', { rule: 'attendance', changedBy: 'owner' })
      const key = decodeCursor(input.cursor, ['instant', 'id'])
      const after = key === null ? null : { joinedAt: new Date(key[0]!), sessionId: String(key[1]) }
      const now = clock.now()
      const found = await store.pageSessions(reader, {
        callId: call.id,
        after,
        now: new Date(now),
        seenSince: new Date(now - CALL_GONE_MS),
        limit: ATTENDANCE_PAGE + 1,
      })
      const rows = found.slice(0, ATTENDANCE_PAGE).map(rowOf)
      const last = found.length > ATTENDANCE_PAGE ? rows.at(-1)! : null
      return {
        rows,
        cards: await parts.cards(reader, distinct(rows)),
        guests: await guestsAmong(reader, distinct(rows)),
        timeZone: await parts.timeZone(reader, place.chat.communityId, viewerId),
        next: last === null ? null : encodeCursor([last.joinedAt, last.sessionId]),
      }
    },
  }
}

function rowOf({ sessionId, profileId, joinedAt, leftAt, seconds }: store.Session): AttendanceRow {
  return {
    sessionId,
    profileId,
    joinedAt: toInstant(joinedAt),
    leftAt: leftAt === null ? null : toInstant(leftAt),
    seconds,
  }
}
