/** Units that are taken over, or back, in one transaction. */
export const ROLLOVER_CHUNK = 5
/** So long after it began a rollover can be taken back (P-12). */
export const ROLLOVER_UNDO_MS = 7 * 24 * 3_600_000
/** Units whose fate one call decides. */
export const ROLLOVER_CHOICES_MAX = 1_000

/**
 * What becomes of a unit in the next school year: it goes on with its people, under a new name where the name says the year;
 * it is archived as graduates, who read their chats and write no more; it is archived; or it stays as it is.
 */
export const ROLLOVER_CHOICES = ['promote', 'graduate', 'archive', 'leave'] as const
export type RolloverChoice = (typeof ROLLOVER_CHOICES)[number]

/** Why somebody is asked. */
export const ROLLOVER_REASONS = ['nameUnclear', 'gradeDiffers', 'mayEnd', 'yearsBehind'] as const
export type RolloverReason = (typeof ROLLOVER_REASONS)[number]

/** Why a new name is impossible: a unit that stays has it, two units would have it, or units would change names in a circle. */
export const ROLLOVER_CONFLICTS = ['taken', 'twice', 'circle'] as const
export type RolloverConflict = (typeof ROLLOVER_CONFLICTS)[number]

/** What has come of a unit: done, or passed over because it has changed meanwhile; taken back, or kept for the same reason. */
export const ROLLOVER_OUTCOMES = ['done', 'skipped', 'undone', 'kept'] as const
export type RolloverOutcome = (typeof ROLLOVER_OUTCOMES)[number]
