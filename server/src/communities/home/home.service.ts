import { communityAbilities, linkRoles } from '#contract/communities/communities.abilities.ts'
import { SILENCE_DAYS } from '#contract/communities/communities.limits.ts'
import { ACTIVITY_CONDITIONS, type Membership } from '#contract/communities/communities.ts'
import { type CommunityType, isAppliedStaffRole, type Role } from '#contract/communities/types.ts'
import type { ErrorsOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Database, Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { countPending } from '../applications/applications.store.ts'
import { deciderOf } from '../applications/deciding.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { missingRequired } from '../organisation/organisation.service.ts'
import { readOrganisation } from '../organisation/organisation.store.ts'
import type { QuotasService } from '../quotas/quotas.service.ts'
import * as store from './home.store.ts'
import { keepsInTouch } from './in-touch.ts'

type Home = OutputOf<Operations['communities.home']>
type Administration = NonNullable<Home['administration']>

/** What another domain knows of the communication in a community. */
export interface ActivityHook {
  /** Messages a day in the chats of a community, from `from` on, days of `timeZone`; days of silence may be missing. */
  messagesByDay(
    reader: Reader,
    which: { communityId: string; from: Date; timeZone: string },
  ): Promise<{ day: string; messages: number }[]>
  /** Where some of these people have written since then: in chats of the community, and with whom outside of any. */
  writtenSince(
    reader: Reader,
    which: { senderIds: readonly string[]; communityId: string; from: Date },
  ): Promise<{ inChats: boolean; withIds: string[] }>
  /** Everybody else in the groups of a community that somebody has made. */
  companionsOf(reader: Reader, which: { profileId: string; communityId: string }): Promise<string[]>
}

const DAY_MS = 24 * 3_600_000
const ACTIVITY_DAYS = 28

interface Parts {
  platform: Platform
  memberships: Memberships
  quotas: Pick<QuotasService, 'of'>
  activity: readonly ActivityHook[]
}

/** The first page of a community. */
export function createHomeService({ platform, memberships, quotas, activity }: Parts) {
  const readActivity = async (db: Database, communityId: string, timeZone: string, now: number) => {
    const from = new Date(now - (ACTIVITY_DAYS - 1) * DAY_MS)
    const counted = new Map<string, number>()
    for (const hook of activity) {
      for (const { day, messages } of await hook.messagesByDay(db, { communityId, from, timeZone })) {
        counted.set(day, (counted.get(day) ?? 0) + messages)
      }
    }
    return daysUpTo(now, timeZone).map((day) => ({ day, messages: counted.get(day) ?? 0 }))
  }

  const readAdministration = async (
    db: Database,
    place: Pick<Membership, 'communityId' | 'type' | 'timeZone'>,
    figures: store.Figures,
  ): Promise<Administration> => {
    const { communityId } = place
    const now = platform.clock.now()
    const facts = await store.readAdministration(db, communityId, new Date(now))
    const days = await readActivity(db, communityId, place.timeZone, now)
    const silent = days.slice(-SILENCE_DAYS).every(({ messages }) => messages === 0)
    const informationMissing = missingRequired(await readOrganisation(db, communityId))
    const isInformed = informationMissing.length === 0
    const isMet = {
      information: isInformed,
      units: figures.units > 0,
      staff: facts.confirmed_staff > 0,
      silence: !silent,
    }
    return {
      checklist: [
        { step: 'signIn', done: facts.awaited_administrators === 0 },
        { step: 'information', done: isInformed },
        { step: 'structure', done: figures.units > 0 },
        { step: 'unit', done: facts.peopled_units > 0 },
        { step: 'links', done: reachesAllStaff(place.type, facts.reached_roles) },
        { step: 'administrators', done: facts.administrator_ids.length > 1 },
        { step: 'verification', done: facts.confirmed_staff > 0 && facts.pending_staff === 0 },
        { step: 'support', done: await keepsInTouch(db, activity, { communityId, who: facts.administrator_ids, now }) },
      ],
      applicationsPending: facts.pending,
      oldestPendingAt: facts.oldest_pending_at === null ? null : toInstant(facts.oldest_pending_at),
      activeLinks: facts.active_links,
      ticketsOpen: facts.open_tickets,
      activity: days,
      inactiveBecause: ACTIVITY_CONDITIONS.filter((condition) => !isMet[condition]),
      informationMissing,
      quotas: (await quotas.of(db, [communityId])).get(communityId)!.quotas,
    }
  }

  return {
    async home(
      db: Database,
      viewerId: string,
      communityId: string,
      fail: Fail<ErrorsOf<Operations['communities.home']>>,
    ): Promise<Home> {
      const membership = (await memberships.accessMembership(db, viewerId, communityId)) ?? fail('community.unknown')
      const figures = await store.readFigures(db, communityId)
      const decider = await deciderOf(db, membership, { viewerId, hold: false })
      const administers = communityAbilities(membership).manageMembers
      return {
        membership,
        membersCount: figures.members,
        staffCount: figures.staff,
        pupilsCount: figures.pupils,
        parentsCount: figures.parents,
        unitsCount: figures.units,
        applicationsToDecide: decider === null ? null : await countPending(db, communityId, decider.unitIds),
        administration: administers ? await readAdministration(db, membership, figures) : null,
      }
    },
  }
}

export type HomeService = ReturnType<typeof createHomeService>

/** Whether every role of the staff that is given by a link is held by somebody already, or a link for it works. */
function reachesAllStaff(type: CommunityType, reached: readonly Role[]): boolean {
  return linkRoles(type)
    .filter(isAppliedStaffRole)
    .every((role) => reached.includes(role))
}

/** The last days of a zone up to now, oldest first, YYYY-MM-DD. Noon steps keep clear of changes of the clock. */
function daysUpTo(now: number, timeZone: string): string[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  const today = Date.parse(`${format.format(now)}T12:00:00Z`)
  return Array.from({ length: ACTIVITY_DAYS }, (_, i) =>
    new Date(today - (ACTIVITY_DAYS - 1 - i) * DAY_MS).toISOString().slice(0, 10),
  )
}
