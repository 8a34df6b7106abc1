import { Type } from 'typebox'
import { FILE_NAME_MAX } from '../files/files.limits.ts'
import { UploadPlace } from '../files/files.ts'
import { ProfileCard } from '../identity/profiles.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, line, oneOf } from '../kit/scalars.ts'
import { Attachment } from './attachment.ts'
import { UPLOADS_PER_MINUTE } from './attachments.limits.ts'
import { Message } from './chats.ts'
import { DIALOGUE_REFUSALS } from './messenger.limits.ts'

/** Whoever may not write in a chat adds no file to it. */
const writing = [
  'chat.unknown',
  'message.writeForbidden',
  'message.channelReadOnly',
  'message.leadersOnly',
  'chat.observing',
  'chat.archived',
  'chat.blocking',
  ...DIALOGUE_REFUSALS,
] as const

export const beginAttachment = command('attachments.begin', {
  summary:
    'Declares a file for a message of a chat (MSG-02), with its size and SHA-256; its bytes are then sent to `address` by the tus protocol (1.0), in pieces, resumed at any byte. The same id again tells how far it has come.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  repeat: 'self',
  perMinute: UPLOADS_PER_MINUTE,
  input: closed({
    chatId: Id,
    id: Id,
    name: line(FILE_NAME_MAX),
    /** At most 4,294,967,296; more is refused with a sentence, before a byte is sent. */
    bytes: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    /** In hexadecimal digits; what has come is compared with it before the file counts. */
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  }),
  output: UploadPlace,
  errors: [...writing, 'file.unknown', 'file.tooLarge', 'file.quotaReached'],
})

export const completeAttachment = command('attachments.complete', {
  summary:
    'Makes a file that has come whole ready for a message of its chat: what it is, by its bytes, the previews of a photo or a film, and of what was spoken or filmed into the chat a sound or a square film that every browser plays. Again it answers the same.',
  gate: 'profile',
  sweep: 'member',
  lesson: false,
  repeat: 'self',
  perMinute: UPLOADS_PER_MINUTE,
  input: closed({
    chatId: Id,
    id: Id,
    /** It was spoken into the chat (MSG-04). A file that is no sound is what it is all the same. */
    voice: Type.Optional(Type.Boolean()),
    /** It was filmed into the chat (MSG-05). A file that is no film is what it is all the same. */
    round: Type.Optional(Type.Boolean()),
  }),
  output: Attachment,
  errors: [
    ...writing,
    'file.unknown',
    'attachment.placeStays',
    'voice.tooLong',
    'round.tooLong',
    'media.unavailable',
    'file.quotaReached',
  ],
})

export const mediaAble = query('attachments.able', {
  summary:
    'Whether this server makes voice messages and round ones (MSG-04, MSG-05): it needs a program that its operator installs.',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: closed({ voice: Type.Boolean(), round: Type.Boolean() }),
  errors: [],
})

export const ATTACHED = ['photo', 'video', 'file', 'link', 'voice'] as const

export const listAttached = query('attachments.list', {
  summary:
    'Messages of a chat that carry files of one sort, or links, the last one first (MSG-18). `search` looks in the names of files and in the text of messages with links.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    chatId: Id,
    what: oneOf(ATTACHED),
    search: Type.Optional(line(100)),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  output: closed({
    messages: Type.Array(Message),
    /** Whoever has sent them. */
    cards: Type.Array(ProfileCard),
    next: Type.Union([Cursor, Type.Null()]),
  }),
  errors: ['chat.unknown'],
})

export const attachmentOperations = {
  'attachments.begin': beginAttachment,
  'attachments.complete': completeAttachment,
  'attachments.list': listAttached,
  'attachments.able': mediaAble,
} as const
