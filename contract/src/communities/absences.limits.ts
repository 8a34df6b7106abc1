/** Why a child is not there, in the order in which reasons are offered. */
export const ABSENCE_REASONS = ['illness', 'doctor', 'family', 'event', 'other'] as const
export type AbsenceReason = (typeof ABSENCE_REASONS)[number]
/** Days that one absence lasts at most, the first and the last included. */
export const ABSENCE_DAYS_MAX = 92
/** How many days ago it may have begun, and in how many days it may begin. */
export const ABSENCE_BACK_DAYS = 14
export const ABSENCE_AHEAD_DAYS = 92
/** Characters of what is written beside the reason. */
export const ABSENCE_NOTE_MAX = 300
/** Days after its last one for which it is kept. */
export const ABSENCE_KEPT_DAYS = 365
/** Absences that a teacher accepts at once. */
export const ABSENCES_ACCEPTED_MAX = 100
