import { Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Day, Id, Instant, line, oneOf } from '../kit/scalars.ts'
import { CLIENT_SCOPES } from './oidc.limits.ts'
import { ProfileChoice } from './signin.ts'

/** The number of an interaction, as it stands in the address of its page. */
const InteractionId = line(100, 10)

/** Roles of a profile in one organisation, in words of its role set. */
export const OrganisationRoles = closed({ id: Id, name: Type.String(), roles: Type.Array(Type.String()) })

/** What a client will get; a field that it does not get is null. */
export const Disclosure = closed({
  surname: Type.Union([Type.String(), Type.Null()]),
  name: Type.Union([Type.String(), Type.Null()]),
  patronymic: Type.Union([Type.String(), Type.Null()]),
  birthDate: Type.Union([Day, Type.Null()]),
  organisations: Type.Union([Type.Array(OrganisationRoles), Type.Null()]),
  /** Whether the system will say that this profile is somebody whom it knows, and act on it (ESL-03). */
  link: Type.Boolean(),
})

export const Interaction = closed({
  clientName: Type.String(),
  /** `profile`: a profile has to be chosen; `data`: what the client gets has to be looked at. */
  step: Type.Union([Type.Literal('profile'), Type.Literal('data')]),
  profiles: Type.Array(ProfileChoice),
  profileId: Type.Union([Id, Type.Null()]),
  /** Null until a profile is chosen. */
  disclosure: Type.Union([Disclosure, Type.Null()]),
})

/** An address of this very site, to which the page goes on. */
const Onward = closed({ to: Type.String() })

export const interaction = query('oidc.interaction', {
  summary: 'What an outside system waits for: a profile to be chosen (IDN-11), or its data to be looked at (IDN-12).',
  gate: 'account',
  sweep: 'member',
  input: closed({ id: InteractionId }),
  output: Interaction,
  errors: ['oidc.interactionEnded'],
})

export const chooseProfile = command('oidc.chooseProfile', {
  summary: 'Chooses the own profile that an outside system will see; remembered for it once the data are confirmed.',
  gate: 'account',
  sweep: 'member',
  repeat: 'last',
  input: closed({ id: InteractionId, profileId: Id }),
  output: Interaction,
  errors: ['oidc.interactionEnded', 'oidc.profileUnknown'],
})

export const confirm = command('oidc.confirm', {
  summary: 'Agrees that the outside system gets what was shown, and goes back to it.',
  gate: 'account',
  sweep: 'member',
  repeat: 'last',
  input: closed({ id: InteractionId }),
  output: Onward,
  errors: ['oidc.interactionEnded', 'oidc.profileNotChosen'],
})

export const cancel = command('oidc.cancel', {
  summary: 'Goes back to the outside system without telling it anything.',
  gate: 'account',
  sweep: 'member',
  repeat: 'last',
  input: closed({ id: InteractionId }),
  output: Onward,
  errors: ['oidc.interactionEnded'],
})

/** An outside system that the account has let know one of its profiles. */
export const LinkedSystem = closed({
  clientId: Id,
  name: Type.String(),
  /** As whom it knows the person. */
  profile: ProfileChoice,
  /** What it may ask for beside the number of the person. */
  scopes: Type.Array(oneOf(CLIENT_SCOPES)),
  since: Instant,
})

const LinkedSystems = closed({ systems: Type.Array(LinkedSystem) })

export const linked = query('oidc.linked', {
  summary: 'Outside systems that know the account, the newest first.',
  gate: 'account',
  sweep: 'own',
  input: closed({}),
  output: LinkedSystems,
})

export const unlink = command('oidc.unlink', {
  summary:
    'Takes from an outside system what it was granted: its tokens are worth nothing, its sessions end, and the next sign-in there asks again.',
  gate: 'account',
  sweep: 'own',
  lesson: false,
  input: closed({ clientId: Id }),
  output: LinkedSystems,
})

export const oidcOperations = {
  'oidc.interaction': interaction,
  'oidc.chooseProfile': chooseProfile,
  'oidc.confirm': confirm,
  'oidc.cancel': cancel,
  'oidc.linked': linked,
  'oidc.unlink': unlink,
} as const
