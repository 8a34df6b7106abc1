import { type Static, Type } from 'typebox'
import { command, query } from '../kit/operation.ts'
import { closed, Id, oneOf } from '../kit/scalars.ts'

/**
 * Whom somebody lets come to him, the widest first: everybody of his organisations as far as their rules allow it, the
 * staff of his organisations and the people of his units, or nobody. Family always may.
 */
export const REACHES = ['organisations', 'contacts', 'nobody'] as const
export const Reach = oneOf(REACHES)
export type Reach = Static<typeof Reach>

const chosen = {
  /** Who may begin a dialogue with this person; dialogues that have begun stay as they are. */
  write: Reach,
  /** Who may call this person in a dialogue; calls of groups are those of their chats. */
  calls: Reach,
  /** Who may add this person to groups; staff of the own class always may to those of the organisation. */
  groups: Reach,
  /**
   * Who sees the photo of this person, of those who see the person at all. A pupil's `contacts` are the people of his
   * classes and those who manage the members of his organisations, nobody else; whom he has blocked sees none.
   */
  photo: Reach,
  /** Whether others see how far this person has read. */
  readMarks: Type.Boolean(),
}

/** What one profile lets others do (ACC-07). */
export const Privacy = closed({
  ...chosen,
  /** The widest that may be chosen: less for pupils. */
  widest: Reach,
  /** The organisation that has set this limit, the strictest of several; null where it is the rule of Парта. */
  setBy: Type.Union([Type.String(), Type.Null()]),
})
export type Privacy = Static<typeof Privacy>

export const getPrivacy = query('privacy.get', {
  summary: 'What the active profile lets others do (ACC-07).',
  gate: 'profile',
  sweep: 'own',
  input: closed({}),
  output: Privacy,
})

export const setPrivacy = command('privacy.set', {
  summary:
    'Changes who may write to the active profile, call it, add it to groups and see its photo, and whether others see what it has read.',
  gate: 'profile',
  sweep: 'own',
  lesson: false,
  input: closed(chosen),
  output: Privacy,
  errors: ['privacy.tooWide'],
})

/**
 * What a pupil has who is in no organisation, or in one that has chosen nothing: the strictest under which teachers reach
 * their pupils.
 */
export const DEFAULT_LIMIT: Reach = 'contacts'

/** How wide the pupils of an organisation may open themselves at most. */
export const PrivacyLimit = closed({ communityId: Id, version: Type.Integer(), widest: Reach })
export type PrivacyLimit = Static<typeof PrivacyLimit>

export const getPrivacyLimit = query('privacyLimit.get', {
  summary: 'How wide the pupils of an organisation may open themselves to others at most (ACC-07); for administrators.',
  gate: 'profile',
  sweep: 'member',
  input: closed({ communityId: Id }),
  output: PrivacyLimit,
  errors: ['community.unknown', 'community.notAllowed'],
})

export const setPrivacyLimit = command('privacyLimit.set', {
  summary:
    'Changes how wide the pupils of an organisation may open themselves. A tighter limit holds at once, whatever they have chosen before.',
  gate: 'profile',
  sweep: 'member',
  input: PrivacyLimit,
  output: PrivacyLimit,
  errors: ['community.unknown', 'community.notAllowed', 'privacyLimit.versionConflict'],
})

export const privacyOperations = {
  'privacy.get': getPrivacy,
  'privacy.set': setPrivacy,
  'privacyLimit.get': getPrivacyLimit,
  'privacyLimit.set': setPrivacyLimit,
} as const
