import type { ChildLabel } from '#contract/communities/families.ts'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import { isDone } from '#contract/messenger/announcements.abilities.ts'
import { FEED_WAITING_MAX, FEED_WAITS_MS } from '#contract/messenger/announcements.limits.ts'
import type { AskedChild } from '#contract/messenger/announcements.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { FeedItem } from '#contract/messenger/feed.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { decodeCursor, encodeCursor } from '../../platform/db/cursor.ts'
import type { Reader } from '../../platform/db/database.ts'
import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { Platform } from '../../platform/platform.ts'
import { type AnswerRow, readAnswers } from '../announcements/answers.store.ts'
import { answerView } from '../announcements/asked-families.ts'
import { messageOfJson } from '../chats/chat-views.ts'
import type { ChannelClass } from '../chats/reader.store.ts'
import type { LeftDoors, OwnChild } from '../doors.ts'
import { type FeedKey, type FeedRow, pageFeed, waitingFor } from './feed.store.ts'

interface Parts extends Pick<Platform, 'clock'> {
  doors: Pick<LeftDoors, 'cards' | 'childLabels' | 'reachedFamilies'>
  classesOf: (reader: Reader, profileId: string) => Promise<ChannelClass[]>
}

const LIST_LIMIT = 20

/** What a family was told in all its organisations, each thing once (P-03). */
export function createFeed({ clock, doors, classesOf }: Parts) {
  /** Children in the order of their labels, which is the one in which they are shown everywhere. */
  const readerOf = async (db: Reader, profileId: string, labels: readonly ChildLabel[]) => {
    const place = new Map(labels.map(({ id }, n) => [id, n]))
    const placeOfChild = ({ childId }: OwnChild) => place.get(childId) ?? labels.length
    const children = await doors.reachedFamilies.childrenOf(db, profileId)
    return {
      profileId,
      labels,
      classes: await classesOf(db, profileId),
      children: children.sort((one, other) => placeOfChild(one) - placeOfChild(other)),
    }
  }

  return {
    async page(
      db: Reader,
      viewerId: string,
      { labelId, cursor, limit = LIST_LIMIT }: InputOf<Operations['feed.page']>,
    ): Promise<OutputOf<Operations['feed.page']>> {
      const now = clock.now()
      const { since, before } = placeOf(cursor, now)
      const { labels } = await doors.childLabels(db, viewerId)
      if (labels.length === 0) return { items: [], labels, cards: [], next: null }
      const of = await readerOf(db, viewerId, labels)
      const rows = await pageFeed(db, of, {
        labelId: labelId ?? null,
        before,
        limit: limit + 1,
        now,
        since,
        waitsMs: FEED_WAITS_MS,
      })
      const shown = rows.slice(0, limit)
      const answers = await readAnswers(
        db,
        shown.flatMap((row) => (row.asked_ids.length === 0 ? [] : row.id)),
      )
      const items = shown.map((row) => itemView(row, { children: of.children, answers }))
      const last = shown.at(-1)
      return {
        items,
        labels,
        cards: await doors.cards(db, peopleOf(items)),
        next: rows.length > limit && last !== undefined ? cursorOf(since, last) : null,
      }
    },

    async waiting(db: Reader, viewerId: string): Promise<OutputOf<Operations['feed.waiting']>> {
      const { labels } = await doors.childLabels(db, viewerId)
      if (labels.length === 0) return { ids: [] }
      const waits = { since: clock.now(), waitsMs: FEED_WAITS_MS, limit: FEED_WAITING_MAX }
      return { ids: await waitingFor(db, await readerOf(db, viewerId, labels), waits) }
    },
  }
}

export type FeedService = ReturnType<typeof createFeed>

/** Binds what is asked of the feed of a family. */
export function feedBindings(feed: FeedService): Binding[] {
  return [
    bind('feed.page', ({ db, viewer, input }) => feed.page(db, viewer.profileId, input)),
    bind('feed.waiting', ({ db, viewer }) => feed.waiting(db, viewer.profileId)),
  ]
}

function placeOf(cursor: string | undefined, now: number): { since: number; before: FeedKey | null } {
  const place = decodeCursor(cursor, ['instant', 'count', 'instant', 'id']) as [string, number, string, string] | null
  if (place === null) return { since: now, before: null }
  const [since, waits, at, id] = place
  return { since: Date.parse(since), before: { waits: waits === 1, at: new Date(at), id } }
}

function cursorOf(since: number, { waits, at, id }: FeedRow): string {
  return encodeCursor([toInstant(new Date(since)), waits ? 1 : 0, toInstant(at), id])
}

interface Answered {
  children: readonly OwnChild[]
  answers: readonly AnswerRow[]
}

function itemView(row: FeedRow, answered: Answered): FeedItem {
  const message = messageOfJson(row.message)
  const { withdrawn, waits, places } = row
  return {
    message: withdrawn ? taken(message) : message,
    at: toInstant(row.at),
    withdrawn,
    places,
    labelIds: row.label_ids,
    asked: askedOf(row, answered),
    waits,
  }
}

/** The place of a withdrawn announcement, though it may stand in a chat for a moment still, or for whoever has to see it. */
function taken(message: Message): Message {
  return {
    ...message,
    text: '',
    mentions: [],
    attachments: [],
    poll: null,
    reactions: [],
    editedAt: null,
    erased: message.erased ?? 'author',
  }
}

function askedOf(row: FeedRow, { children, answers }: Answered): AskedChild[] {
  const who = row.confirm_who
  if (who === null) return []
  const asked = children.filter((each) => each.communityId === row.community_id && row.asked_ids.includes(each.childId))
  return asked.map(({ childId, guardianIds }) => {
    // Whoever is a guardian no more answers for the child no more.
    const given = answers.filter(
      (each) => each.announcement_id === row.id && each.child_id === childId && guardianIds.includes(each.adult_id),
    )
    const done = isDone({ who }, { guardianIds, answeredIds: given.map((each) => each.adult_id) })
    return { childId, done, answers: given.map(answerView) }
  })
}

function peopleOf(items: readonly FeedItem[]): string[] {
  const people = items.flatMap(({ message, asked }) => [
    message.senderId,
    ...(message.origin?.kind === 'person' ? [message.origin.profileId] : []),
    ...asked.flatMap(({ childId, answers }) => [childId, ...answers.map(({ adultId }) => adultId)]),
  ])
  return [...new Set(people)]
}
