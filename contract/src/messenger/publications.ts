import { type Static, Type } from 'typebox'
import { ProfileCard } from '../identity/profiles.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, line, oneOf, Seq } from '../kit/scalars.ts'
import { ATTACHMENTS_MAX } from './attachments.limits.ts'
import { Message } from './chats.ts'
import { EDITS_PER_MINUTE, ERASURES_PER_MINUTE, FORWARDS_PER_MINUTE } from './messenger.limits.ts'
import {
  PUBLICATION_KINDS,
  PUBLICATION_TEXT_MAX,
  PUBLICATION_TITLE_MAX,
  PUBLICATIONS_PAGE_MAX,
  PUBLICATIONS_PER_MINUTE,
  WRITTEN_KINDS,
} from './publications.limits.ts'

export const PublicationKindSchema = oneOf(PUBLICATION_KINDS)

/** Something on the page of an organisation; `partsOf` tells its title from its text. */
export const Publication = closed({
  message: Message,
  kind: PublicationKindSchema,
  /** Who has brought it out in the name of the organisation; null for whoever does not publish there. */
  authorId: Type.Union([Id, Type.Null()]),
  /** It stands in the channel of the whole organisation too. */
  mirrored: Type.Boolean(),
})
export type Publication = Static<typeof Publication>

const titled = {
  title: line(PUBLICATION_TITLE_MAX * 4),
  text: Type.String({ maxLength: PUBLICATION_TEXT_MAX.article * 4 }),
}
const publishers = ['community.unknown', 'community.notAllowed'] as const
const written = ['publication.titleInvalid', 'message.empty', 'message.tooLong'] as const
const one = { communityId: Id, seq: Seq }

export const listPublications = query('publications.list', {
  summary: 'The page of an organisation, of one kind or all, the newest first; for its members (ORG-15).',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    communityId: Id,
    kind: Type.Optional(PublicationKindSchema),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: PUBLICATIONS_PAGE_MAX })),
  }),
  output: closed({
    /** The hidden chat whose messages they are: files are sent to it, polls are asked in it. */
    chatId: Id,
    publications: Type.Array(Publication),
    /** Authors, for whoever publishes there. */
    cards: Type.Array(ProfileCard),
    next: Type.Union([Cursor, Type.Null()]),
  }),
  errors: ['community.unknown'],
})

export const publish = command('publications.publish', {
  summary: 'Brings out a report, an article or a script of an event in the name of the organisation (ORG-15).',
  gate: 'profile',
  sweep: 'member',
  perMinute: PUBLICATIONS_PER_MINUTE,
  input: closed({
    communityId: Id,
    kind: oneOf(WRITTEN_KINDS),
    ...titled,
    /** Own files of the chat of the page that `attachments.complete` has made ready; with them the text may be empty. */
    attachments: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: ATTACHMENTS_MAX, uniqueItems: true })),
    /** It goes into the channel of the whole organisation too, or nowhere. */
    mirror: Type.Optional(Type.Boolean()),
  }),
  /** Without the text, because answers are kept for repeats and would outlive an erasure. */
  output: closed({ seq: Seq }),
  errors: [...publishers, ...written, 'attachment.unknown', 'attachment.placeStays'],
})

export const editPublication = command('publications.edit', {
  summary: 'Changes the title and the text of a publication, whoever has brought it out.',
  gate: 'profile',
  sweep: 'member',
  perMinute: EDITS_PER_MINUTE,
  input: closed({
    ...one,
    /** The version that the publisher had before him. */
    version: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
    ...titled,
  }),
  output: closed({ version: Type.Integer() }),
  errors: [...publishers, ...written, 'publication.unknown', 'poll.notEdited', 'message.versionConflict'],
})

export const erasePublication = command('publications.erase', {
  summary: 'Takes a publication off the page for everybody; what was mirrored stays in its channel.',
  gate: 'profile',
  sweep: 'member',
  perMinute: ERASURES_PER_MINUTE,
  input: closed(one),
  output: closed({}),
  errors: [...publishers, 'publication.unknown'],
})

export const mirrorPublication = command('publications.mirror', {
  summary:
    'Forwards a publication into the channel of the whole organisation, by whoever writes there; one that stands there stays as it is (A-13).',
  gate: 'profile',
  sweep: 'member',
  perMinute: FORWARDS_PER_MINUTE,
  input: closed(one),
  output: closed({}),
  errors: [...publishers, 'publication.unknown', 'poll.notForwarded', 'attachment.placeStays'],
})

export const publicationOperations = {
  'publications.list': listPublications,
  'publications.publish': publish,
  'publications.edit': editPublication,
  'publications.erase': erasePublication,
  'publications.mirror': mirrorPublication,
} as const
