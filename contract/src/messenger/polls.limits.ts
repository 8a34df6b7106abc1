/** Characters (code points) of a question. */
export const POLL_QUESTION_MAX = 255
/** Characters (code points) of one option. */
export const POLL_OPTION_MAX = 100
/** How many options a poll has (POL-01). */
export const POLL_OPTIONS_MIN = 2
export const POLL_OPTIONS_MAX = 10
/** A poll may be open for so long at most, where it has a deadline, in milliseconds. */
export const POLL_TIME_MAX_MS = 366 * 86_400_000
/** And for so long at least: who reads it late could not vote. */
export const POLL_TIME_MIN_MS = 60_000
/**
 * Counts of an anonymous poll are told from so many votes on, and again with every so many more: between two counts that are
 * told lie the choices of so many people.
 */
export const POLL_STEP_VOTES = 5
/** The votes of one poll are told to its chat at most once in this time, in milliseconds, however many there are. */
export const POLL_TOLD_EVERY_MS = 2_000
/** Polls that one profile makes in a minute. */
export const POLLS_PER_MINUTE = 10
/** Votes of one profile in a minute. */
export const POLL_VOTES_PER_MINUTE = 60
