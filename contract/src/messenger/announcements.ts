import { type Static, Type } from 'typebox'
import { UnitAudience } from '../communities/unit-audiences.ts'
import { ProfileCard } from '../identity/profiles.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, oneOf, Seq } from '../kit/scalars.ts'
import { ANNOUNCEMENT_TARGETS_MAX, ANNOUNCEMENTS_PER_MINUTE } from './announcements.limits.ts'
import { EDITS_PER_MINUTE, MESSAGE_TEXT_MAX } from './messenger.limits.ts'

const Count = Type.Integer({ minimum: 0 })

/** Where an announcement goes: into a group or a channel, or to the parents, pupils or staff of a unit. */
export const AnnouncementPlace = Type.Union([
  closed({ kind: Type.Literal('chat'), chatId: Id }),
  closed({ kind: Type.Literal('unit'), unitId: Id, audience: UnitAudience }),
])
export type AnnouncementPlace = Static<typeof AnnouncementPlace>

/** One place of an announcement as its author sees it. */
export const AnnouncementTarget = closed({
  place: AnnouncementPlace,
  /** What it is called: the title of the chat, or the name of the unit. */
  title: Type.String(),
  /** `kept`: it stands before somebody who has to see what is said there, so it is neither changed nor taken away. */
  state: oneOf(['waiting', 'standing', 'refused', 'kept', 'gone']),
  /** Where it stands; null while it does not. */
  at: Type.Union([closed({ chatId: Id, seq: Seq }), Type.Null()]),
  /** Of a place that has refused it meanwhile: the rule, as `announcement.targetForbidden` tells it. */
  rule: Type.Union([Type.String(), Type.Null()]),
})
export type AnnouncementTarget = Static<typeof AnnouncementTarget>

/** An announcement as its author sees it, and whoever speaks for the organisation. */
export const OwnAnnouncement = closed({
  id: Id,
  communityId: Id,
  authorId: Id,
  /** Empty when it is withdrawn. */
  text: Type.String(),
  important: Type.Boolean(),
  version: Type.Integer(),
  at: Instant,
  editedAt: Type.Union([Instant, Type.Null()]),
  withdrawnAt: Type.Union([Instant, Type.Null()]),
  targets: Type.Array(AnnouncementTarget),
  /** How many places have what it says now. */
  done: Count,
  mayEdit: Type.Boolean(),
  mayWithdraw: Type.Boolean(),
})
export type OwnAnnouncement = Static<typeof OwnAnnouncement>

const staff = ['community.unknown', 'community.notAllowed'] as const

export const listPlaces = query('announcements.places', {
  summary: 'Where the viewer may make announcements in an organisation (MSG-22).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id }),
  output: closed({
    channels: Type.Array(closed({ chatId: Id, title: Type.String(), people: Count })),
    units: Type.Array(
      closed({ unitId: Id, name: Type.String(), people: closed({ guardians: Count, pupils: Count, staff: Count }) }),
    ),
    chats: Type.Array(closed({ chatId: Id, title: Type.String(), people: Count })),
  }),
  errors: staff,
})

export const announce = command('announcements.make', {
  summary:
    'Puts one announcement into several chats, channels and units (MSG-22). One place that is not the viewer’s to announce in refuses the whole; its number comes with the refusal. The places are reached one after another, and each once.',
  gate: 'profile',
  sweep: 'member',
  perMinute: ANNOUNCEMENTS_PER_MINUTE,
  input: closed({
    id: Id,
    communityId: Id,
    text: Type.String({ maxLength: MESSAGE_TEXT_MAX * 4 }),
    important: Type.Boolean(),
    places: Type.Array(AnnouncementPlace, { minItems: 1, maxItems: ANNOUNCEMENT_TARGETS_MAX }),
  }),
  /** Without the text, because answers are kept for repeats and would outlive a withdrawal. */
  output: closed({ id: Id }),
  errors: [...staff, 'announcement.targetForbidden', 'announcement.targetTwice', 'message.empty', 'message.tooLong'],
})

export const listAnnouncements = query('announcements.list', {
  summary: 'Announcements of the viewer in an organisation, the newest first; all of them for whoever speaks for it.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    communityId: Id,
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  }),
  output: closed({
    announcements: Type.Array(OwnAnnouncement),
    cards: Type.Array(ProfileCard),
    next: Type.Union([Cursor, Type.Null()]),
  }),
  errors: staff,
})

const one = { communityId: Id, id: Id } as const

export const getAnnouncement = query('announcements.get', {
  summary: 'One announcement with how far it has come.',
  gate: 'profile',
  sweep: 'member',
  input: closed(one),
  output: OwnAnnouncement,
  errors: [...staff, 'announcement.unknown'],
})

export const editAnnouncement = command('announcements.edit', {
  summary: 'Gives an announcement another text in all its places, within 24 hours; its author may.',
  gate: 'profile',
  sweep: 'member',
  perMinute: EDITS_PER_MINUTE,
  input: closed({
    ...one,
    /** The version that the author had before him. */
    version: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
    text: Type.String({ maxLength: MESSAGE_TEXT_MAX * 4 }),
  }),
  output: closed({ version: Type.Integer() }),
  errors: [
    ...staff,
    'announcement.unknown',
    'announcement.notYours',
    'announcement.withdrawn',
    'message.dayOver',
    'message.versionConflict',
    'message.empty',
    'message.tooLong',
  ],
})

export const withdrawAnnouncement = command('announcements.withdraw', {
  summary:
    'Takes an announcement away from all its places, where a trace stays; its author may, and whoever speaks for the organisation.',
  gate: 'profile',
  sweep: 'member',
  perMinute: EDITS_PER_MINUTE,
  input: closed(one),
  output: closed({}),
  errors: [...staff, 'announcement.unknown'],
})

export const announcementOperations = {
  'announcements.places': listPlaces,
  'announcements.make': announce,
  'announcements.list': listAnnouncements,
  'announcements.get': getAnnouncement,
  'announcements.edit': editAnnouncement,
  'announcements.withdraw': withdrawAnnouncement,
} as const
