import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, oneOf } from '../kit/scalars.ts'

/**
 * Who may come into a call beside the people of its chat: nobody, everybody of its organisation who holds the link, or anybody
 * who does, also without an account (CALL-17, CALL-20).
 */
export const CallAccess = oneOf(['members', 'organisation', 'anyone'])
export type CallAccess = Static<typeof CallAccess>

/** The secret part of the link of a call, 128 bits. */
export const CallLinkToken = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' })

/** The link by which people come into a call who are not in its chat. It ends with the call, for good (CALL-18). */
export const CallLink = closed({
  token: CallLinkToken,
  madeBy: Id,
  madeAt: Instant,
})
export type CallLink = Static<typeof CallLink>

const place = { chatId: Id, callId: Id }
const link = Type.Union([CallLink, Type.Null()])
const leading = ['chat.unknown', 'call.unknown', 'call.ended', 'call.notAllowed', 'call.notHere'] as const
const opening = [...leading, 'callLink.noOrganisation', 'callLink.pupilOpens'] as const
const toAnybody = [...opening, 'callLink.pupilsHere'] as const

export const getCallLink = query('callLinks.get', {
  summary:
    'Who may come into a call, and by which link; for those who lead it. Without a link it is the people of its chat (CALL-17).',
  gate: 'profile',
  sweep: 'member',
  input: closed(place),
  output: closed({ access: CallAccess, link }),
  errors: ['chat.unknown', 'call.unknown', 'call.notAllowed'],
})

export const setCallAccess = command('callLinks.setAccess', {
  summary:
    'Opens a call of a group to whoever of its organisation holds a link, to anybody who does, or to the people of its chat alone: then those who came by it have to go. Somebody who comes by a link is in the call only while an adult who leads it is, and never alone with somebody with whom he may not be (P-07). Guests without an account wait in any case, and come into no call of a chat with pupils unless the organisation allows that (reading A-40).',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  input: closed({ ...place, access: CallAccess }),
  output: closed({ access: CallAccess, link }),
  errors: toAnybody,
})

export const renewCallLink = command('callLinks.renew', {
  summary:
    'Makes another link of a call that is open by one; the one that there was leads nowhere from now on, also for those who came by it and are out.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'fresh',
  perMinute: 10,
  input: closed(place),
  output: closed({ access: CallAccess, link }),
  errors: [...opening, 'callLink.closed'],
})

export const openCallLink = command('callLinks.open', {
  summary:
    'Says to which call a link leads; whoever is of its organisation may come into it from then on. The link of a call that has ended says so (CALL-21). Others are told why they may not, and nothing of the call.',
  gate: 'profile',
  sweep: 'member',
  repeat: 'last',
  perMinute: 20,
  // What is done in the call names its chat, and with it the organisation that may be suspended.
  suspended: true,
  input: closed({ token: CallLinkToken }),
  output: closed({
    ...place,
    /** He reads the chat; else the call is all that he is let into. */
    inChat: Type.Boolean(),
    /** The name of the chat. */
    title: Type.String(),
  }),
  errors: ['callLink.unknown', 'callLink.outsider', 'call.ended', 'chat.archived'],
})

export const callLinkOperations = {
  'callLinks.get': getCallLink,
  'callLinks.setAccess': setCallAccess,
  'callLinks.renew': renewCallLink,
  'callLinks.open': openCallLink,
} as const
