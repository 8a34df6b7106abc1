import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, line } from '../kit/scalars.ts'
import { CallLinkToken } from './call-links.ts'
import { CALL_GUEST_NAME_MAX, CALL_PEOPLE_MAX } from './calls.limits.ts'
import { MediaSource } from './people.ts'

/** One session in a call as a guest sees it: under which name, and no id by which anybody could be found elsewhere. */
export const SeenByGuest = closed({
  /** Under this name the media server knows it. */
  sessionId: Id,
  /** Of a pupil it is the first name alone. */
  name: Type.String(),
  /** Marked as staff of an organisation (VER-03). */
  verified: Type.Boolean(),
  guest: Type.Boolean(),
  leads: Type.Boolean(),
  hand: Type.Boolean(),
})
export type SeenByGuest = Static<typeof SeenByGuest>

/** What a guest may send and what he is in a call. */
export const GuestState = closed({
  may: closed({ microphone: Type.Boolean(), camera: Type.Boolean(), screen: Type.Boolean() }),
  hand: Type.Boolean(),
  floor: Type.Boolean(),
  /** What whoever leads the call asks him to switch on since his last word; nobody else can. */
  asked: Type.Union([MediaSource, Type.Null()]),
  /** Whoever leads the call has drawn attention since his last word (CALL-05). */
  nudged: Type.Boolean(),
  /** Number of what has changed among those in the call. */
  revision: Type.Integer({ minimum: 0 }),
  /** Null while nothing has changed since the revision that was named. */
  people: Type.Union([Type.Array(SeenByGuest, { maxItems: CALL_PEOPLE_MAX }), Type.Null()]),
})
export type GuestState = Static<typeof GuestState>

const sessionId = Id
/** Who is kept outside learns why, and who could change it; nothing of the call. */
const OUTSIDE = ['call.guestUnknown', 'call.ended', 'call.rejected', 'call.removed', 'callLink.guestsOff'] as const

export const lookAtCallLink = query('callGuests.look', {
  summary:
    'Whether guests may come by the link of a call, who asks, and under which name this browser has come as a guest already; nothing of the call itself (CALL-20).',
  gate: 'public',
  sweep: 'open',
  input: closed({ token: CallLinkToken }),
  output: closed({
    guests: Type.Boolean(),
    /** The browser has a session: its owner may come as himself. */
    signedIn: Type.Boolean(),
    name: Type.Union([Type.String(), Type.Null()]),
  }),
  errors: ['callLink.unknown', 'call.ended', 'call.rejected', 'call.removed'],
})

export const knockAtCall = command('callGuests.knock', {
  summary:
    'Makes a browser without a session the guest of a call that is open to anybody with its link (CALL-20). The name is known in this call alone. He waits in any case until whoever leads it lets him in. The cookie that he gets leads into this call and nowhere else.',
  gate: 'public',
  sweep: 'open',
  repeat: 'fresh',
  input: closed({ token: CallLinkToken, name: line(CALL_GUEST_NAME_MAX, 1) }),
  output: closed({}),
  errors: [
    'callLink.unknown',
    'callLink.guestsOff',
    'call.ended',
    'call.locked',
    'call.rejected',
    'call.removed',
    'call.guestNameInvalid',
    'call.guestsMany',
  ],
})

export const enterAsGuest = command('callGuests.enter', {
  summary:
    'Brings the guest of this browser into his call, or asks to be let in and waits: before he is let in he gets no token, no name and no media (CALL-09). He is in the call only while an adult who leads it is.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({ sessionId }),
  output: closed({
    /** Null of whoever waits: he asks again every few seconds. */
    admitted: Type.Union([
      closed({
        /** Address of the media server, ws(s). */
        url: Type.String(),
        token: Type.String(),
        expiresAt: Instant,
      }),
      Type.Null(),
    ]),
  }),
  errors: [...OUTSIDE, 'call.locked', 'call.full', 'call.sessionOver', 'call.unavailable'],
})

export const beatAsGuest = command('callGuests.beat', {
  summary:
    'Says that the guest of this browser is still in his call, and tells him what he may send and who is there: a guest has no socket. Whoever says nothing for half a minute has left.',
  gate: 'public',
  sweep: 'open',
  repeat: 'last',
  input: closed({ sessionId, revision: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]) }),
  output: GuestState,
  errors: [...OUTSIDE, 'call.sessionOver'],
})

export const raiseHandAsGuest = command('callGuests.setHand', {
  summary: 'Raises or lowers the hand of the guest of this browser (CALL-06).',
  gate: 'public',
  sweep: 'open',
  repeat: 'last',
  input: closed({ up: Type.Boolean() }),
  output: closed({}),
  errors: [...OUTSIDE, 'call.outside'],
})

export const leaveAsGuest = command('callGuests.leave', {
  summary: 'Takes the guest of this browser out of his call, which goes on for the others (CALL-18).',
  gate: 'public',
  sweep: 'open',
  repeat: 'last',
  input: closed({ sessionId }),
  output: closed({}),
  errors: ['call.guestUnknown'],
})

export const callGuestOperations = {
  'callGuests.look': lookAtCallLink,
  'callGuests.knock': knockAtCall,
  'callGuests.enter': enterAsGuest,
  'callGuests.beat': beatAsGuest,
  'callGuests.setHand': raiseHandAsGuest,
  'callGuests.leave': leaveAsGuest,
} as const
