import { type Static, Type } from 'typebox'
import { event } from '../kit/event.ts'
import { command, query } from '../kit/operation.ts'
import { closed, Day, Id, line } from '../kit/scalars.ts'
import { PROFILE_CARDS_MAX } from './profiles.limits.ts'
import { NAME_LENGTH_MAX } from './signin.limits.ts'

/**
 * What other people see of a profile. Cards travel apart from events: events carry ids, clients hold cards by id and
 * never replace a higher version by a lower one.
 */
export const ProfileCard = closed({
  id: Id,
  version: Type.Integer({ minimum: 1 }),
  surname: Type.String(),
  name: Type.String(),
  /** Empty for whoever is no staff. */
  patronymic: Type.String(),
  /** Staff of at least one community: shown with the patronymic and the mark (VER-03, ACC-03). */
  staff: Type.Boolean(),
  /** The profile is deleted; the name says so, and nothing else is left of it. */
  gone: Type.Boolean(),
})
export type ProfileCard = Static<typeof ProfileCard>

export const cards = query('profiles.cards', {
  summary: 'Cards of people whom the caller may see: contacts and people of shared chats. Others are left out.',
  gate: 'profile',
  sweep: 'own',
  input: closed({ ids: Type.Array(Id, { minItems: 1, maxItems: PROFILE_CARDS_MAX }) }),
  output: closed({ cards: Type.Array(ProfileCard) }),
})

/** What a person sees of himself. */
export const OwnProfile = closed({
  id: Id,
  version: Type.Integer({ minimum: 1 }),
  surname: Type.String(),
  name: Type.String(),
  patronymic: Type.String(),
  birthDate: Day,
  /** An organisation has confirmed the date; it does not change any more. */
  birthDateLocked: Type.Boolean(),
})
export type OwnProfile = Static<typeof OwnProfile>

export const own = query('profiles.own', {
  summary: 'The active profile as its owner sees it.',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: OwnProfile,
})

export const rename = command('profiles.rename', {
  summary: 'Changes the own names (ACC-01). Whoever manages the members of an organisation sees what they were.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  input: closed({
    surname: line(NAME_LENGTH_MAX, 1),
    name: line(NAME_LENGTH_MAX, 1),
    patronymic: line(NAME_LENGTH_MAX),
  }),
  output: OwnProfile,
  errors: ['profile.nameInvalid', 'profile.renamedOften'],
})

export const profileOperations = { 'profiles.cards': cards, 'profiles.own': own, 'profiles.rename': rename } as const

export const profileEvents = {
  'profile.changed': event({
    audience: 'profile',
    durable: false,
    summary: 'A card that this client may hold has a newer version.',
    payload: closed({ card: ProfileCard }),
  }),
} as const
