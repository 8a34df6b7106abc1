import { URGENT_PEOPLE_MAX, URGENT_PER_WEEK } from '#contract/communities/quiet.limits.ts'
import type { UrgentReason } from '#contract/communities/urgent.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Identity } from '../../identity/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { checkManagesRules } from '../dialogues/rules-access.ts'
import type { Memberships } from '../memberships/memberships.service.ts'
import * as store from './urgent.store.ts'

const DAY_MS = 24 * 3_600_000
const WEEK_MS = 7 * DAY_MS
const MONTH_MS = 30 * DAY_MS

interface Parts extends Pick<Platform, 'clock'> {
  identity: Pick<Identity, 'cards'>
  memberships: Pick<Memberships, 'accessMembership'>
}

/** Where somebody wants to be heard in a quiet time. */
export interface UrgentPlace {
  /** Null in a dialogue, which has another person. */
  communityId: string | null
  otherId: string | null
}

/** What becomes of an urgent message: it is sent, it is none of the sender's, or he has sent all of this week. */
export type UrgentVerdict = 'sent' | 'forbidden' | 'spent'

export type UrgentService = ReturnType<typeof createUrgent>

/** Messages that sound in quiet times: who sends them, how many, and who is told of it (P-04). */
export function createUrgent({ clock, identity, memberships }: Parts) {
  return {
    /** How many urgent messages somebody may send yet; null where he sends none. */
    async left(reader: Reader, profileId: string, place: UrgentPlace): Promise<number | null> {
      if ((await store.urgentPlaces(reader, profileId, place)).length === 0) return null
      return Math.max(0, URGENT_PER_WEEK - (await store.urgentSince(reader, profileId, clock.now() - WEEK_MS)))
    },

    /** Counts an urgent message with every organisation in whose name it is sent, unless it may not be. */
    async use(
      tx: Tx,
      sent: UrgentPlace & { profileId: string; messageId: string; reason: UrgentReason },
    ): Promise<UrgentVerdict> {
      const { profileId } = sent
      await store.holdUrgent(tx, profileId)
      const places = await store.urgentPlaces(tx, profileId, sent)
      if (places.length === 0) return 'forbidden'
      const now = clock.now()
      const before = await store.urgentSince(tx, profileId, now - WEEK_MS)
      if (before >= URGENT_PER_WEEK) return 'spent'
      await store.insertUrgent(tx, places, { ...sent, now })
      return 'sent'
    },

    async list(
      reader: Reader,
      viewerId: string,
      communityId: string,
      fail: Fail<'community.unknown' | 'community.notAllowed'>,
    ): Promise<OutputOf<Operations['urgent.list']>> {
      await checkManagesRules(memberships, reader, { viewerId, communityId }, fail)
      const now = clock.now()
      const found = await store.urgentByPerson(reader, communityId, {
        month: now - MONTH_MS,
        week: now - WEEK_MS,
        limit: URGENT_PEOPLE_MAX,
      })
      const ids = found.map(({ profileId }) => profileId)
      const cards = new Map((await identity.cards(reader, ids)).map((card) => [card.id, card]))
      return {
        people: found.flatMap(({ profileId, lastAt, ...rest }) => {
          const card = cards.get(profileId)
          return card === undefined ? [] : { card, ...rest, lastAt: toInstant(lastAt.getTime()) }
        }),
      }
    },
  }
}
