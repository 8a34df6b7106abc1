import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, Instant, oneOf } from '../kit/scalars.ts'
import { ProfileChoice } from './signin.ts'

export const CurrentSession = closed({
  sessionId: Id,
  accountId: Id,
  /** Empty for an account without a phone (IDN-14). */
  phoneMasked: Type.String(),
  operator: Type.Boolean(),
  /** When a session ends at the latest that was opened by a class card (P-06); null for every other one. */
  lessonEndsAt: Type.Union([Instant, Type.Null()]),
  hasPassword: Type.Boolean(),
  /** When the account moves to another number, which every device tells (IDN-21). */
  phoneMovesAt: Type.Union([Instant, Type.Null()]),
  /** When somebody last signed in elsewhere with a code on paper, for thirty days; null when nobody did since this session began. */
  recoveryCodeAt: Type.Union([Instant, Type.Null()]),
  /** When the account is deleted, as its owner has asked (IDN-24); until then no profile is active. */
  leavesAt: Type.Union([Instant, Type.Null()]),
  activeProfileId: Type.Union([Id, Type.Null()]),
  /** The profile of this session is a child's under 14 for whom nobody has consented, so it is not active. */
  awaitsConsent: Type.Boolean(),
  profiles: Type.Array(ProfileChoice),
  now: Instant,
})

export const current = query('sessions.current', {
  summary: 'Who is signed in here.',
  gate: 'account',
  sweep: 'own',
  leaving: true,
  lesson: true,
  input: closed({}),
  output: CurrentSession,
})

export const list = query('sessions.list', {
  summary: 'Devices on which this account is signed in.',
  gate: 'account',
  sweep: 'own',
  input: closed({}),
  output: closed({
    sessions: Type.Array(
      closed({
        id: Id,
        device: Type.String(),
        startedAt: Instant,
        seenAt: Instant,
        current: Type.Boolean(),
      }),
    ),
  }),
})

export const end = command('sessions.end', {
  summary: 'Ends one session of the own account; its sockets close at once.',
  gate: 'account',
  sweep: 'member',
  input: closed({ sessionId: Id }),
  output: closed({}),
  errors: ['session.unknown'],
})

export const endOthers = command('sessions.endOthers', {
  summary:
    'Ends every session of the own account but this one and the trust in their browsers, as after a lost phone (IDN-22).',
  gate: 'account',
  sweep: 'own',
  input: closed({}),
  output: closed({ ended: Type.Integer({ minimum: 0 }) }),
})

export const signOut = command('sessions.signOut', {
  summary: 'Ends this session.',
  gate: 'account',
  sweep: 'own',
  leaving: true,
  lesson: true,
  repeat: 'last',
  input: closed({}),
  output: closed({}),
})

export const lastEnd = query('sessions.lastEnd', {
  summary:
    'Why the session that this browser had is over, so that the sign-in can say it (IDN-05, IDN-21, IDN-22, IDN-25); null without one, and where it was signed out or has grown old. Public, because nobody is signed in any more: only the browser that had the session has its token.',
  gate: 'public',
  sweep: 'open',
  input: closed({}),
  output: closed({
    end: Type.Union([
      closed({ why: oneOf(['password', 'device', 'phone', 'support', 'deletion', 'passedOn']), at: Instant }),
      Type.Null(),
    ]),
  }),
})

export const switchProfile = command('sessions.switchProfile', {
  summary: 'Makes another own profile the active one.',
  gate: 'account',
  sweep: 'member',
  input: closed({ profileId: Id }),
  output: closed({}),
  errors: ['signin.profileUnknown'],
})

export const noteInstalled = command('sessions.noteInstalled', {
  summary:
    'This session is used in the app that stands among the apps of its device, and not in a tab of a browser (ORG-08).',
  gate: 'account',
  sweep: 'own',
  repeat: 'last',
  input: closed({}),
  output: closed({}),
})

export const sessionOperations = {
  'sessions.current': current,
  'sessions.list': list,
  'sessions.end': end,
  'sessions.noteInstalled': noteInstalled,
  'sessions.endOthers': endOthers,
  'sessions.lastEnd': lastEnd,
  'sessions.signOut': signOut,
  'sessions.switchProfile': switchProfile,
} as const
