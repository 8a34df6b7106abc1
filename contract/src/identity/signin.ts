import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Day, Id, Instant, line } from '../kit/scalars.ts'
import { FactorCode } from './factors.ts'
import { EMAIL_LENGTH_MAX, NAME_LENGTH_MAX, PASSWORD_LENGTH_MAX } from './signin.limits.ts'

/** Opaque token of one unfinished sign-in; the server keeps its hash only. */
export const Flow = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

/** A letter leads nowhere; also after it has been opened, when somebody else was faster. */
const INVITATION_ERRORS = ['invitation.unknown', 'invitation.used', 'invitation.revoked', 'invitation.expired'] as const

export const SigninStep = Type.Union([
  Type.Literal('password'),
  Type.Literal('code'),
  Type.Literal('totp'),
  Type.Literal('reverify'),
  Type.Literal('about'),
  Type.Literal('createProfile'),
  Type.Literal('chooseProfile'),
  Type.Literal('setPassword'),
  Type.Literal('done'),
])

export const ProfileChoice = closed({
  id: Id,
  kind: Type.Union([Type.Literal('learning'), Type.Literal('personal')]),
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
})

export const Next = closed({
  next: SigninStep,
  /** With `chooseProfile` only. */
  profiles: Type.Optional(Type.Array(ProfileChoice)),
})

const CodeSent = closed({
  next: Type.Literal('code'),
  /** The number, or the e-mail address, that the code went to. */
  phoneMasked: Type.String(),
  /** Whether it came as the last digits of the number of a call. */
  called: Type.Boolean(),
  /** Whether the next one may come so. */
  canCall: Type.Boolean(),
  resendAt: Instant,
  expiresAt: Instant,
  now: Instant,
})

/** The secret part of an invitation, 128 bits. */
export const InvitationToken = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' })

/** The link of a class that somebody has come by: a pupil of grade 5 or above may register by it before he is 14. */
const ClassLink = Type.Optional(InvitationToken)

export const start = command('signin.start', {
  summary: 'Begins a sign-in with a phone number. The answer is the same for every number (A-52).',
  gate: 'public',
  sweep: 'open',
  repeat: 'fresh',
  input: closed({ phone: line(40, 1), link: ClassLink }),
  output: closed({ flow: Flow, phoneMasked: Type.String(), next: Type.Literal('password') }),
  errors: ['signin.phoneInvalid'],
})

export const startEmail = command('signin.startEmail', {
  summary:
    'Begins a sign-in with an e-mail address. The answer is the same for every address; only who was invited registers so (IDN-13).',
  gate: 'public',
  sweep: 'open',
  repeat: 'fresh',
  input: closed({ email: line(EMAIL_LENGTH_MAX, 1), link: ClassLink }),
  output: closed({ flow: Flow, phoneMasked: Type.String(), next: Type.Literal('password') }),
  errors: ['signin.emailInvalid'],
})

export const openInvitation = query('signin.openInvitation', {
  summary: 'What a letter invites into. Public, because whoever was invited has no account yet.',
  gate: 'public',
  sweep: 'open',
  input: closed({ token: InvitationToken }),
  output: closed({
    communityName: Type.String(),
    unitName: Type.String(),
    emailMasked: Type.String(),
    /** Somebody signs in by this address already. */
    known: Type.Boolean(),
  }),
  errors: [...INVITATION_ERRORS],
})

export const acceptInvitation = command('signin.acceptInvitation', {
  summary:
    'Begins the registration of a pupil by the link of a letter: it shows that a new address is his; a known one is asked for its password (IDN-13).',
  gate: 'public',
  sweep: 'open',
  repeat: 'fresh',
  input: closed({ token: InvitationToken }),
  output: closed({ flow: Flow, next: SigninStep, profiles: Type.Optional(Type.Array(ProfileChoice)) }),
  errors: [...INVITATION_ERRORS],
})

export const password = command('signin.password', {
  summary: 'Checks the password; a new device then gets a code, or is asked for one of the app.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({ flow: Flow, password: Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH_MAX }) }),
  output: Type.Union([CodeSent, closed({ next: Type.Literal('done') }), Next]),
  errors: [
    'signin.flowEnded',
    'signin.stepWrong',
    'signin.passwordWrong',
    'signin.codeTooSoon',
    'signin.codeLimit',
    'signin.smsUnavailable',
    'signin.mailUnavailable',
    ...INVITATION_ERRORS,
  ],
})

export const requestCode = command('signin.requestCode', {
  summary:
    'Sends a code: «Я здесь впервые» (first), «Забыли или не установили пароль?» (forgot), or a new one (again).',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({
    flow: Flow,
    reason: Type.Union([Type.Literal('first'), Type.Literal('forgot'), Type.Literal('again')]),
    /** By an incoming call instead of a message, where that is possible. */
    call: Type.Optional(Type.Boolean()),
  }),
  output: CodeSent,
  errors: [
    'signin.flowEnded',
    'signin.stepWrong',
    'signin.codeTooSoon',
    'signin.codeLimit',
    'signin.smsUnavailable',
    'signin.mailUnavailable',
    'signin.callUnavailable',
  ],
})

export const verifyCode = command('signin.verifyCode', {
  summary: 'Checks the code from the SMS.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({ flow: Flow, code: Type.String({ pattern: '^\\d{6}$' }) }),
  output: Next,
  errors: [
    'signin.flowEnded',
    'signin.stepWrong',
    'signin.codeWrong',
    'signin.codeExpired',
    'signin.codeSpent',
    'signin.invitationNeeded',
    ...INVITATION_ERRORS,
  ],
})

export const verifyTotp = command('signin.verifyTotp', {
  summary: 'Checks a code of the app, or one on paper, of an account that has an app; it stands in place of the SMS.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({ flow: Flow, code: FactorCode }),
  output: Next,
  errors: ['signin.flowEnded', 'signin.stepWrong', 'factor.codeWrong', ...INVITATION_ERRORS],
})

export const reverify = command('signin.reverify', {
  summary:
    '«Это вы?»: an account that nobody has used for half a year is not opened by the code alone, because its number may be somebody else’s by now (IDN-25). Takes its password, or a code of its app.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({
    flow: Flow,
    proof: Type.Union([
      closed({ password: Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH_MAX }) }),
      closed({ code: FactorCode }),
    ]),
  }),
  output: Next,
  errors: ['signin.flowEnded', 'signin.stepWrong', 'signin.passwordWrong', 'factor.codeWrong'],
})

export const beginAnew = command('signin.beginAnew', {
  summary:
    'The number has passed on to somebody else: the account that had it is closed for good, and the newcomer gets an empty one (IDN-25). Nothing of the old one is told.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({ flow: Flow }),
  output: Next,
  errors: ['signin.flowEnded', 'signin.stepWrong'],
})

export const about = command('signin.about', {
  summary: '«Информация о себе»: surname, name, patronymic (may be empty), birth date.',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({
    flow: Flow,
    surname: line(NAME_LENGTH_MAX, 1),
    name: line(NAME_LENGTH_MAX, 1),
    patronymic: line(NAME_LENGTH_MAX),
    birthDate: Day,
  }),
  output: Next,
  errors: [
    'signin.flowEnded',
    'signin.stepWrong',
    'signin.nameInvalid',
    'signin.birthDateInvalid',
    'signin.tooYoung',
    'signin.tooOld',
    ...INVITATION_ERRORS,
  ],
})

export const createProfile = command('signin.createProfile', {
  summary: '«Создать учебный профиль».',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({ flow: Flow }),
  output: Next,
  errors: ['signin.flowEnded', 'signin.stepWrong', ...INVITATION_ERRORS],
})

export const chooseProfile = command('signin.chooseProfile', {
  summary: '«Выберите профиль».',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({ flow: Flow, profileId: Id }),
  output: Next,
  errors: ['signin.flowEnded', 'signin.stepWrong', 'signin.profileUnknown', ...INVITATION_ERRORS],
})

export const setPassword = command('signin.setPassword', {
  summary: 'Sets a new password after the phone was proven; every other session ends (IDN-05).',
  gate: 'public',
  sweep: 'open',
  repeat: 'self',
  input: closed({ flow: Flow, password: Type.String({ minLength: 1, maxLength: PASSWORD_LENGTH_MAX }) }),
  output: Next,
  errors: ['signin.flowEnded', 'signin.stepWrong', 'signin.passwordWeak', ...INVITATION_ERRORS],
})

export const resume = command('signin.resume', {
  summary:
    'Where a sign-in stands of which an answer was lost on the way. One that has just ended signs in this browser, in the place of the answer that never came.',
  gate: 'public',
  sweep: 'open',
  repeat: 'fresh',
  input: closed({ flow: Flow }),
  output: Type.Union([CodeSent, Next]),
  errors: ['signin.flowEnded'],
})

export const signinOperations = {
  'signin.start': start,
  'signin.startEmail': startEmail,
  'signin.openInvitation': openInvitation,
  'signin.acceptInvitation': acceptInvitation,
  'signin.password': password,
  'signin.requestCode': requestCode,
  'signin.verifyCode': verifyCode,
  'signin.verifyTotp': verifyTotp,
  'signin.reverify': reverify,
  'signin.beginAnew': beginAnew,
  'signin.about': about,
  'signin.createProfile': createProfile,
  'signin.chooseProfile': chooseProfile,
  'signin.setPassword': setPassword,
  'signin.resume': resume,
} as const
