import { communityAbilities } from '#contract/communities/communities.abilities.ts'
import type { ErrorsOf, OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Database, Reader } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { countPending } from '../applications/applications.store.ts'
import { deciderOf } from '../applications/deciding.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import { isInformationFilled } from '../organisation/organisation.service.ts'
import { readOrganisation } from '../organisation/organisation.store.ts'
import * as store from './home.store.ts'

type Home = OutputOf<Operations['communities.home']>
type Administration = NonNullable<Home['administration']>

/** Messages a day in the chats of a community, from `from` on, days of `timeZone`; days of silence may be missing. */
export type ActivityHook = (
  reader: Reader,
  which: { communityId: string; from: Date; timeZone: string },
) => Promise<{ day: string; messages: number }[]>

const DAY_MS = 24 * 3_600_000
const ACTIVITY_DAYS = 28
const SILENCE_DAYS = 14
const SUPPORT_DAYS = 7

interface Parts {
  platform: Platform
  memberships: Memberships
  activity: readonly ActivityHook[]
}

/** The first page of a community. */
export function createHomeService({ platform, memberships, activity }: Parts) {
  const readActivity = async (db: Database, communityId: string, timeZone: string, now: number) => {
    const from = new Date(now - (ACTIVITY_DAYS - 1) * DAY_MS)
    const counted = new Map<string, number>()
    for (const hook of activity) {
      for (const { day, messages } of await hook(db, { communityId, from, timeZone })) {
        counted.set(day, (counted.get(day) ?? 0) + messages)
      }
    }
    return daysUpTo(now, timeZone).map((day) => ({ day, messages: counted.get(day) ?? 0 }))
  }

  const readAdministration = async (
    db: Database,
    place: { communityId: string; timeZone: string },
    figures: store.Figures,
  ): Promise<Administration> => {
    const now = platform.clock.now()
    const facts = await store.readAdministration(db, place.communityId, new Date(now))
    const days = await readActivity(db, place.communityId, place.timeZone, now)
    const messagesIn = (count: number) => days.slice(-count).reduce((sum, day) => sum + day.messages, 0)
    const isInformed = isInformationFilled(await readOrganisation(db, place.communityId))
    const inactiveBecause: Administration['inactiveBecause'] = []
    if (!isInformed) inactiveBecause.push('information')
    if (figures.units === 0) inactiveBecause.push('units')
    if (facts.approved_staff === 0) inactiveBecause.push('staff')
    if (messagesIn(SILENCE_DAYS) === 0) inactiveBecause.push('silence')
    return {
      checklist: [
        { step: 'signIn', done: true },
        { step: 'information', done: isInformed },
        { step: 'structure', done: figures.units > 0 },
        { step: 'unit', done: facts.peopled_units > 0 },
        { step: 'links', done: facts.active_staff_links > 0 },
        { step: 'administrators', done: facts.administrators > 1 },
        { step: 'verification', done: facts.approved_staff > 0 && facts.pending_staff === 0 },
        { step: 'support', done: messagesIn(SUPPORT_DAYS) > 0 },
      ],
      applicationsPending: facts.pending,
      oldestPendingAt: facts.oldest_pending_at === null ? null : toInstant(facts.oldest_pending_at),
      activeLinks: facts.active_links,
      ticketsOpen: facts.open_tickets,
      activity: days,
      inactiveBecause,
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

/** The last days of a zone up to now, oldest first, YYYY-MM-DD. Noon steps keep clear of changes of the clock. */
function daysUpTo(now: number, timeZone: string): string[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  const today = Date.parse(`${format.format(now)}T12:00:00Z`)
  return Array.from({ length: ACTIVITY_DAYS }, (_, i) =>
    new Date(today - (ACTIVITY_DAYS - 1 - i) * DAY_MS).toISOString().slice(0, 10),
  )
}
