import { type Static, Type } from 'typebox'
import { UnitAudience } from '../communities/unit-audiences.ts'
import { ProfileCard } from '../identity/profiles.ts'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { Cursor, closed, Id, Instant, oneOf, Seq } from '../kit/scalars.ts'
import { Confirm } from './announcement.ts'
import {
  ANNOUNCEMENT_TARGETS_MAX,
  ANNOUNCEMENTS_PER_MINUTE,
  ANSWER_COMMENT_MAX,
  ANSWERS_PER_MINUTE,
} from './announcements.limits.ts'
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

/** How many children are asked about, and of how many enough answers are there. */
const Confirmed = closed({ children: Count, done: Count })

/** An announcement as its author sees it, and whoever speaks for the organisation. */
export const OwnAnnouncement = closed({
  id: Id,
  communityId: Id,
  authorId: Id,
  /** Empty when it is withdrawn. */
  text: Type.String(),
  important: Type.Boolean(),
  confirm: Type.Union([Confirm, Type.Null()]),
  /** Of how many children the families have answered; null where nobody is asked. */
  confirmed: Type.Union([Confirmed, Type.Null()]),
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
    /** Asks the families for an answer, counted by child (P-02). */
    confirm: Type.Optional(Confirm),
    places: Type.Array(AnnouncementPlace, { minItems: 1, maxItems: ANNOUNCEMENT_TARGETS_MAX }),
  }),
  /** Without the text, because answers are kept for repeats and would outlive a withdrawal. */
  output: closed({ id: Id }),
  errors: [
    ...staff,
    'announcement.targetForbidden',
    'announcement.targetTwice',
    'announcement.confirmNobody',
    'announcement.dueInvalid',
    'message.empty',
    'message.tooLong',
  ],
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

export const Answer = oneOf(['seen', 'agree', 'disagree'])
export type Answer = Static<typeof Answer>

/** What one adult has answered for a child. */
export const GivenAnswer = closed({ adultId: Id, answer: Answer, comment: Type.String(), at: Instant })
export type GivenAnswer = Static<typeof GivenAnswer>

/** A child of the reader, with what he and the other guardians have answered. */
export const AskedChild = closed({
  /** The child’s profile; the reader’s own where children have no accounts. */
  childId: Id,
  done: Type.Boolean(),
  answers: Type.Array(GivenAnswer),
})
export type AskedChild = Static<typeof AskedChild>

const place = { chatId: Id, seq: Seq } as const

export const ownAnswers = query('announcements.own', {
  summary: 'For which children the reader is asked to confirm an announcement, and what their guardians have answered.',
  gate: 'profile',
  sweep: 'member',
  input: closed(place),
  output: closed({ children: Type.Array(AskedChild), cards: Type.Array(ProfileCard) }),
  errors: ['chat.unknown', 'message.unknown', 'announcement.unknown'],
})

export const answerAnnouncement = command('announcements.answer', {
  summary: 'Answers for one child or for several at once, answers otherwise, or takes an answer back (P-02).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  perMinute: ANSWERS_PER_MINUTE,
  input: closed({
    ...place,
    childIds: Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true }),
    answer: Type.Union([Answer, Type.Null()]),
    comment: Type.Optional(Type.String({ maxLength: ANSWER_COMMENT_MAX * 4 })),
  }),
  output: closed({}),
  errors: [
    'chat.unknown',
    'message.unknown',
    'announcement.unknown',
    'announcement.withdrawn',
    'announcement.notAsked',
    'announcement.answerInvalid',
    'announcement.commentTooLong',
    'announcement.childUnknown',
  ],
})

/** A child as the author sees it, with everybody who may answer for it. */
export const AnnouncedFamily = closed({
  childId: Id,
  unitNames: Type.Array(Type.String()),
  done: Type.Boolean(),
  guardianIds: Type.Array(Id),
  answers: Type.Array(GivenAnswer),
})
export type AnnouncedFamily = Static<typeof AnnouncedFamily>

export const announcedFamilies = query('announcements.families', {
  summary:
    'Who has answered an announcement, by unit and child, a page at a time, for its author and whoever speaks for the organisation.',
  gate: 'profile',
  sweep: 'member',
  input: closed({
    ...one,
    /** Only those of whom an answer is there, or is not. */
    state: Type.Optional(oneOf(['missing', 'done'])),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  }),
  output: closed({
    families: Type.Array(AnnouncedFamily),
    /** Of all families, whatever page and state are asked for. */
    confirmed: Confirmed,
    /** Of children and adults. */
    cards: Type.Array(ProfileCard),
    remindedAt: Type.Union([Instant, Type.Null()]),
    next: Type.Union([Cursor, Type.Null()]),
  }),
  errors: [...staff, 'announcement.unknown', 'announcement.notAsked'],
})

export const remindFamilies = command('announcements.remind', {
  summary: 'Reminds the families that have not answered, once a day and by day alone.',
  gate: 'profile',
  sweep: 'member',
  perMinute: ANNOUNCEMENTS_PER_MINUTE,
  input: closed(one),
  output: closed({}),
  errors: [
    ...staff,
    'announcement.unknown',
    'announcement.notAsked',
    'announcement.withdrawn',
    'announcement.remindedToday',
    'announcement.quietHours',
  ],
})

export const announcementEvents = {
  'announcement.answered': event({
    audience: 'profile',
    durable: false,
    summary:
      'Somebody has answered an announcement that the reader has made, or for a child of the reader; who shows it asks anew.',
    payload: closed({ id: Id }),
  }),
  'announcement.reminded': event({
    audience: 'profile',
    durable: true,
    summary: 'The reader is reminded of an announcement that waits for his answer.',
    payload: closed({ id: Id, ...place }),
  }),
} as const

export const announcementOperations = {
  'announcements.places': listPlaces,
  'announcements.make': announce,
  'announcements.list': listAnnouncements,
  'announcements.get': getAnnouncement,
  'announcements.edit': editAnnouncement,
  'announcements.withdraw': withdrawAnnouncement,
  'announcements.own': ownAnswers,
  'announcements.answer': answerAnnouncement,
  'announcements.families': announcedFamilies,
  'announcements.remind': remindFamilies,
} as const
