import { type Eraser, type OwnDataPart, wholePart } from '../identity/index.ts'
import type { Tx } from '../platform/db/database.ts'
import type { Binding } from '../platform/dispatch/bind.ts'
import type { Platform } from '../platform/platform.ts'
import { attendanceBindings } from './attendance/attendance.routes.ts'
import { type AttendanceParts, createAttendanceService } from './attendance/attendance.service.ts'
import type { AloneRule } from './calls/alone.ts'
import { createApplauseService } from './calls/applause.service.ts'
import { createApplause } from './calls/applause.ts'
import { createAttentionService } from './calls/attention.service.ts'
import { type CallRounds, createCallRounds } from './calls/call-rounds.ts'
import { callBindings } from './calls/calls.routes.ts'
import { type CallParts, createCallsService } from './calls/calls.service.ts'
import { eraseCalls, eraseStays, moveStays, pageStays } from './calls/calls.store.ts'
import { createDoorService } from './calls/door.service.ts'
import { createEntering } from './calls/entering.ts'
import { createHandsService } from './calls/hands.service.ts'
import { erasePeople, movePeople } from './calls/people.store.ts'
import { createPermissionsService } from './calls/permissions.service.ts'
import { createRoomKeeper } from './calls/room-keeper.ts'
import { createTeller } from './calls/telling.ts'
import { createTrialService } from './calls/trial.service.ts'
import { callGuestBindings } from './guests/guests.routes.ts'
import { createCallGuests } from './guests/guests.service.ts'
import { aloneWithGuests, type HostingParts } from './guests/hosting.ts'
import { hallBindings } from './halls/halls.routes.ts'
import { createHallsService } from './halls/halls.service.ts'
import { callLinkBindings } from './links/links.routes.ts'
import { createCallLinks } from './links/links.service.ts'
import { eraseVisits, moveVisits } from './links/links.store.ts'
import { createPlanRounds, type PlanRounds, type PlanRoundsParts } from './plans/plan-rounds.ts'
import { planBindings } from './plans/plans.routes.ts'
import { createPlansService, type PlansParts } from './plans/plans.service.ts'
import { erasePlans, erasePlansOfChat, movePlans, plansBy } from './plans/plans.store.ts'

export type { MediaGrants, MediaTrack } from './media/media-rooms.ts'
export type { MediaServer, MediaState } from './media/media-server.ts'
export { OwnMediaServer } from './media/own-media.ts'
export { locateNeighbour, WatchedMediaServer } from './media/watched-media.ts'

export interface Calls {
  readonly bindings: Binding[]
  readonly rounds: CallRounds
  readonly planRounds: PlanRounds
  /** Erases what calls hold of somebody whose account is deleted (IDN-24). */
  readonly erasers: readonly Eraser[]
  readonly ownData: readonly OwnDataPart[]
  /** Erases the calls of a chat that is erased. */
  doEraseChat(tx: Tx, chatId: string): Promise<void>
  /** When somebody was in calls becomes another profile's of the same person. */
  doUnite(tx: Tx, union: { from: string; to: string }): Promise<void>
}

interface Parts
  extends Omit<CallParts, keyof Platform | 'teller' | 'keeper' | 'entering'>,
    Pick<AttendanceParts, 'timeZone'>,
    HostingParts,
    Pick<PlansParts, 'chatsOf'>,
    Pick<PlanRoundsParts, 'actingRefusal' | 'say'> {
  platform: Platform
  mayBeAlone: AloneRule
}

const ERASED_AT_ONCE = 1_000
const PAGE = 500

/** Calls of chats. */
export function createCalls({ platform, ...own }: Parts): Calls {
  const outer = { ...platform, ...own, mayBeAlone: aloneWithGuests(own.mayBeAlone, own) }
  const told = { ...outer, teller: createTeller(outer), keeper: createRoomKeeper(outer) }
  const parts = { ...told, entering: createEntering(told) }
  const calls = createCallsService(parts)
  return {
    bindings: [
      ...hallBindings(createHallsService(parts)),
      ...callBindings({
        calls,
        door: createDoorService(parts),
        hands: createHandsService(parts),
        permissions: createPermissionsService(parts),
        attention: createAttentionService(parts),
        applause: createApplauseService({ ...parts, applause: createApplause(platform) }),
        trial: createTrialService(parts),
      }),
      ...attendanceBindings(createAttendanceService(parts)),
      ...callLinkBindings(createCallLinks(parts)),
      ...callGuestBindings(createCallGuests(parts)),
      ...planBindings(createPlansService({ ...parts, calls })),
    ],
    rounds: createCallRounds(parts),
    planRounds: createPlanRounds(parts),
    erasers: [
      {
        what: 'calls',
        erase: async (tx, { profileIds }) =>
          (await erasePeople(tx, profileIds)) +
          (await erasePlans(tx, profileIds)) +
          (await eraseVisits(tx, profileIds)) +
          (await eraseStays(tx, profileIds, ERASED_AT_ONCE)),
      },
    ],
    ownData: [
      {
        section: 'calls',
        async *pages(reader, { profileIds }) {
          for (const profileId of profileIds) {
            let after: string | null = null
            for (;;) {
              const page: Awaited<ReturnType<typeof pageStays>> = await pageStays(reader, profileId, after, PAGE)
              if (page.length > 0) yield page
              if (page.length < PAGE) break
              after = page.at(-1)!.sessionId
            }
          }
        },
      },
      wholePart('plannedCalls', (reader, { profileIds }) => plansBy(reader, profileIds)),
    ],
    async doEraseChat(tx, chatId) {
      await erasePlansOfChat(tx, chatId)
      await eraseCalls(tx, chatId)
    },
    async doUnite(tx, union) {
      await moveStays(tx, union)
      await movePeople(tx, union)
      await movePlans(tx, union)
      await moveVisits(tx, union)
    },
  }
}
