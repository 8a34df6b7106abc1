import { type Static, Type } from 'typebox'
import { ProfileCard } from '../identity/profiles.ts'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, oneOf } from '../kit/scalars.ts'
import { DIALOGUE_REFUSALS } from '../messenger/messenger.limits.ts'
import { CALL_JOINS_PER_MINUTE, CALL_PEOPLE_MAX, CALL_STARTS_PER_MINUTE } from './calls.limits.ts'
import { CallGuest, CallPerson } from './people.ts'

/** A call of a chat, as everybody in the chat sees it. */
export const Call = closed({
  id: Id,
  chatId: Id,
  version: Type.Integer(),
  /** Newcomers wait until whoever leads it lets them in (CALL-09). */
  waitingRoom: Type.Boolean(),
  /** Nobody new comes in but those who lead it. */
  locked: Type.Boolean(),
  /** People may switch on their microphones themselves (CALL-13). Whoever leads it always may, and whoever has the floor. */
  microphones: Type.Boolean(),
  cameras: Type.Boolean(),
  /** People may share their screens (CALL-11); in a group only those who lead it at first. */
  screens: Type.Boolean(),
  /** People may show reactions (CALL-07). */
  reactions: Type.Boolean(),
  startedBy: Id,
  startedAt: Instant,
  /** Null while it runs; what has ended never runs again (CALL-18). */
  endedAt: Type.Union([Instant, Type.Null()]),
  /** Null while it runs, and of one that has ended because nobody was in it. */
  endedBy: Type.Union([Id, Type.Null()]),
})
export type Call = Static<typeof Call>

/** What was decided of somebody at the door of a call. */
export const Admission = oneOf(['waiting', 'admitted', 'rejected', 'removed'])
export type Admission = Static<typeof Admission>

/** What the reader is in a call. */
export const CallMine = closed({
  leads: Type.Boolean(),
  admission: Type.Union([Admission, Type.Null()]),
  /** How many wait at the door; 0 for whoever does not decide on it. */
  waiting: Type.Integer({ minimum: 0 }),
})
export type CallMine = Static<typeof CallMine>

/** One stay of somebody in a call, from coming to leaving (ATT-03). */
export const CallStay = closed({
  /** Under this name the media server knows him. */
  sessionId: Id,
  /** Of a guest it is his own id in the call. */
  profileId: Id,
  joinedAt: Instant,
})
export type CallStay = Static<typeof CallStay>

/** Number of what those in a call were told last about each other; one more each time. */
const Revision = Type.Integer({ minimum: 0 })

export const callEvents = {
  'call.changed': event({
    audience: 'chat',
    durable: false,
    summary: 'A call of the chat has begun or ended. Whoever comes later asks what runs.',
    payload: closed({ call: Call }),
  }),
  'call.door': event({
    audience: 'profile',
    durable: false,
    summary:
      'Something has happened at the door of a call: to whoever waits that was decided on him, to whoever leads it that somebody waits, to whoever was made its administrator. The reader asks what holds now.',
    payload: closed({ chatId: Id, callId: Id }),
  }),
  'call.people': event({
    audience: 'profile',
    durable: false,
    summary:
      'To those who are in a call, at most twice a second: who has come and left, and of whom something has changed (CALL-06, CALL-12). Everything is as it stands. Whoever misses a revision asks `calls.people`.',
    payload: closed({
      chatId: Id,
      callId: Id,
      revision: Revision,
      /** Stays that have begun, and those whom they are of. */
      came: Type.Array(CallStay),
      cards: Type.Array(ProfileCard),
      guests: Type.Array(CallGuest),
      /** Sessions that are over. */
      left: Type.Array(Id),
      /** Of whom something has changed, and who has come. */
      people: Type.Array(CallPerson),
    }),
  }),
} as const

const place = { chatId: Id, callId: Id }
const WRITE_REFUSALS = ['message.writeForbidden', 'chat.archived', 'chat.blocking', ...DIALOGUE_REFUSALS] as const

export const startCall = command('calls.start', {
  summary:
    'Begins a call in a chat (MSG-19). Where one runs already, that one is the answer: two people who press at the same time meet in it. The client makes the id; a repeat finds the same call.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'self',
  perMinute: CALL_STARTS_PER_MINUTE,
  input: closed({ chatId: Id, id: Id }),
  output: closed({ call: Call }),
  errors: [
    'chat.unknown',
    'chat.observing',
    'call.notAllowed',
    'call.notHere',
    'call.notWanted',
    'call.ended',
    'call.unavailable',
    ...WRITE_REFUSALS,
  ],
})

export const getRunningCall = query('calls.running', {
  summary: 'The call that runs in a chat, and how many people are in it; null where none runs (CALL-19).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ chatId: Id }),
  output: closed({
    call: Type.Union([Call, Type.Null()]),
    people: Type.Integer({ minimum: 0, maximum: CALL_PEOPLE_MAX }),
    mine: Type.Union([CallMine, Type.Null()]),
    /** The reader may put a picture of his own behind him (CALL-15); the organisation of the chat decides. */
    ownPictures: Type.Boolean(),
  }),
  errors: ['chat.unknown'],
})

export const listPeople = query('calls.people', {
  summary: 'Who is in a call now, the first one first, and what each of them is and does there (CALL-06, CALL-12).',
  gate: 'profile',
  sweep: 'member',
  input: closed(place),
  output: closed({
    /** As it stands: whoever has come by a link reads it nowhere else. */
    call: Call,
    /** `call.people` goes on from it. */
    revision: Revision,
    stays: Type.Array(CallStay, { maxItems: CALL_PEOPLE_MAX }),
    /** One entry each, on however many devices he is there. */
    people: Type.Array(CallPerson, { maxItems: CALL_PEOPLE_MAX }),
    cards: Type.Array(ProfileCard),
    guests: Type.Array(CallGuest),
  }),
  errors: ['chat.unknown', 'call.unknown', 'call.notIn'],
})

export const joinCall = command('calls.join', {
  summary:
    'Comes into a call, into the hall where he belongs, or asks to be let in and waits: counts the place and gives a token of a minute for the media server. The client makes the id of the session; under the same one he comes back after a loss of the network as long as he is not counted as gone.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'self',
  perMinute: CALL_JOINS_PER_MINUTE,
  input: closed({ ...place, sessionId: Id }),
  output: closed({
    /** Null of whoever waits: he asks again every ten seconds, or when he hears that it was decided. */
    admitted: Type.Union([
      closed({
        /** Address of the media server, ws(s). */
        url: Type.String(),
        token: Type.String(),
        expiresAt: Instant,
        /** The hall whose room that is; null in the call itself. */
        hallId: Type.Union([Id, Type.Null()]),
      }),
      Type.Null(),
    ]),
  }),
  errors: [
    'chat.unknown',
    'call.unknown',
    'call.ended',
    'call.locked',
    'call.rejected',
    'call.removed',
    'call.full',
    'call.sessionOver',
    'call.unavailable',
    ...WRITE_REFUSALS,
  ],
})

export const beatCall = command('calls.beat', {
  summary:
    'Says that one is still in a call. Whoever does not for half a minute has left, and is taken off the media server.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({ ...place, sessionId: Id }),
  output: closed({}),
  errors: ['chat.unknown', 'call.unknown', 'call.ended', 'call.sessionOver', ...WRITE_REFUSALS],
})

export const leaveCall = command('calls.leave', {
  summary: 'Leaves a call, which goes on for the others (CALL-18).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  suspended: true,
  input: closed({ ...place, sessionId: Id }),
  output: closed({}),
  errors: ['chat.unknown', 'call.unknown'],
})

export const endCall = command('calls.end', {
  summary:
    'Ends a call for everybody and for good (CALL-18); whoever has begun it may, and whoever leads its chat. What has ended stays ended: a repeat finds it so.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  suspended: true,
  input: closed(place),
  output: closed({ call: Call }),
  errors: ['chat.unknown', 'call.unknown', 'call.notAllowed'],
})

export const configureCall = command('calls.configure', {
  summary: 'Opens or closes the door of a call of a group: a room to wait in, or nobody new at all (CALL-09, CALL-17).',
  gate: 'profile',
  sweep: 'member',
  input: closed({ ...place, version: Type.Integer(), waitingRoom: Type.Boolean(), locked: Type.Boolean() }),
  output: closed({ call: Call }),
  errors: [
    'chat.unknown',
    'call.unknown',
    'call.ended',
    'call.notAllowed',
    'call.notHere',
    'call.alone',
    'call.versionConflict',
  ],
})

export const listWaiting = query('calls.waiting', {
  summary: 'Who waits to be let into a call, the first one first; for those who lead it (CALL-09).',
  gate: 'profile',
  sweep: 'member',
  input: closed(place),
  output: closed({
    /** The id of a guest is his own in the call. */
    waiting: Type.Array(closed({ profileId: Id, since: Instant }), { maxItems: CALL_PEOPLE_MAX }),
    cards: Type.Array(ProfileCard),
    guests: Type.Array(CallGuest),
  }),
  errors: ['chat.unknown', 'call.unknown', 'call.notAllowed'],
})

export const decideCall = command('calls.decide', {
  summary:
    'Lets people into a call or turns them away; whoever was turned away or removed may be let in again (CALL-09). What somebody is already changes nothing.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({
    ...place,
    profileIds: Type.Array(Id, { minItems: 1, maxItems: CALL_PEOPLE_MAX, uniqueItems: true }),
    decision: oneOf(['admit', 'reject']),
  }),
  output: closed({}),
  errors: ['chat.unknown', 'call.unknown', 'call.ended', 'call.notAllowed', 'call.personUnknown'],
})

export const removeFromCall = command('calls.remove', {
  summary: 'Takes somebody out of a call; he comes back only when he is let in again (CALL-12).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  suspended: true,
  input: closed({ ...place, profileId: Id }),
  output: closed({}),
  errors: ['chat.unknown', 'call.unknown', 'call.ended', 'call.notAllowed', 'call.personUnknown'],
})

export const setCallAdministrator = command('calls.setAdministrator', {
  summary:
    'Makes somebody of the chat lead a call beside those who do, or not any more; it holds over every return (CALL-04).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({ ...place, profileId: Id, administrator: Type.Boolean() }),
  output: closed({}),
  errors: ['chat.unknown', 'call.unknown', 'call.ended', 'call.notAllowed', 'call.personUnknown'],
})

export const callOperations = {
  'calls.start': startCall,
  'calls.running': getRunningCall,
  'calls.people': listPeople,
  'calls.join': joinCall,
  'calls.beat': beatCall,
  'calls.leave': leaveCall,
  'calls.end': endCall,
  'calls.configure': configureCall,
  'calls.waiting': listWaiting,
  'calls.decide': decideCall,
  'calls.remove': removeFromCall,
  'calls.setAdministrator': setCallAdministrator,
} as const
