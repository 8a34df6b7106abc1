import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Seq } from '../kit/scalars.ts'
import { Mentions } from './mention.ts'
import { DRAFTS_PER_MINUTE, DRAFTS_READ_MAX, MESSAGE_TEXT_MAX } from './messenger.limits.ts'

/** What somebody has typed in a chat and not sent, for all of his devices. */
export const SharedDraft = closed({
  /** As it was typed; it may be longer than a message, since its author is not done. */
  text: Type.String({ maxLength: MESSAGE_TEXT_MAX * 4 }),
  mentions: Mentions,
  /** The message that it is going to answer. */
  replyToSeq: Type.Union([Seq, Type.Null()]),
})
export type SharedDraft = Static<typeof SharedDraft>

const Version = Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 })

/** Null when nothing is left of it. */
const DraftOrNothing = Type.Union([SharedDraft, Type.Null()])

export const setDraft = command('drafts.set', {
  summary:
    'Keeps what somebody has typed in a chat for his other devices, or that nothing is left of it. What another device has written meanwhile is not lost: then it is refused.',
  gate: 'profile',
  sweep: 'member',
  suspended: true,
  repeat: 'last',
  perMinute: DRAFTS_PER_MINUTE,
  input: closed({
    chatId: Id,
    /** The version of the draft that this device has seen; 0 when it has seen none. */
    base: Version,
    draft: DraftOrNothing,
  }),
  output: closed({ version: Version }),
  errors: ['chat.unknown', 'draft.versionConflict', 'draft.tooMany'],
})

export const getDrafts = query('drafts.get', {
  summary: 'The own drafts in these chats; chats that are not there for the caller, or without one, are left out.',
  gate: 'profile',
  sweep: 'own',
  input: closed({ chatIds: Type.Array(Id, { minItems: 1, maxItems: DRAFTS_READ_MAX, uniqueItems: true }) }),
  output: closed({ drafts: Type.Array(closed({ chatId: Id, version: Version, draft: SharedDraft })) }),
})

export const draftOperations = { 'drafts.set': setDraft, 'drafts.get': getDrafts } as const

export const draftEvents = {
  'draft.changed': event({
    audience: 'profile',
    durable: false,
    summary:
      'The reader has a draft in this version, or has none any more; what it says is asked for, so that no log holds it.',
    payload: closed({ chatId: Id, version: Type.Union([Version, Type.Null()]) }),
  }),
} as const
