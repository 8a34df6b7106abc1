import { type Static, Type } from 'typebox'
import { ChildLabel } from '../communities/families.ts'
import { ProfileCard } from '../identity/profiles.ts'
import { query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, Seq } from '../kit/scalars.ts'
import { FEED_WAITING_MAX } from './announcements.limits.ts'
import { AskedChild } from './announcements.ts'
import { Message } from './chats.ts'

/** What a family was told, once however often it reads it (P-03). */
export const FeedItem = closed({
  /** As it stands in one of its places; of a withdrawn announcement the place only. */
  message: Message,
  /** When it was announced or posted. */
  at: Instant,
  withdrawn: Type.Boolean(),
  /** Where the viewer reads it, an announcement in the order of its places. */
  places: Type.Array(closed({ chatId: Id, seq: Seq }), { minItems: 1 }),
  /** The labels of the children whom it concerns. */
  labelIds: Type.Array(Id),
  /** For whom the viewer is asked to answer; nobody where nothing is asked. */
  asked: Type.Array(AskedChild),
  /** An answer of the viewer is waited for, so that it stands above everything else. */
  waits: Type.Boolean(),
})
export type FeedItem = Static<typeof FeedItem>

export const readFeed = query('feed.page', {
  summary:
    'What was announced and posted to the families of the viewer in all his organisations, each thing once with the children whom it concerns: what waits for his answer first, then the newest (P-03). Nothing becomes read by it.',
  gate: 'profile',
  sweep: 'own',
  input: closed({
    /** Only what concerns the child with this label. */
    labelId: Type.Optional(Id),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  }),
  output: closed({
    items: Type.Array(FeedItem),
    labels: Type.Array(ChildLabel),
    /** Of authors, of children, and of whoever has answered. */
    cards: Type.Array(ProfileCard),
    next: Type.Union([Cursor, Type.Null()]),
  }),
})

export const listWaiting = query('feed.waiting', {
  summary: 'Which announcements stand first in the feed of the viewer, because his answer is waited for (P-03).',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({ ids: Type.Array(Id, { maxItems: FEED_WAITING_MAX }) }),
})

export const feedOperations = { 'feed.page': readFeed, 'feed.waiting': listWaiting } as const
