/** Characters of the title of a planned call. */
export const PLANNED_TITLE_MAX = 100
/** Planned calls of one chat that are still to come. */
export const PLANNED_CALLS_MAX = 50
/** So far ahead a call is planned, and so far it repeats itself, in days. */
export const PLANNED_DAYS_AHEAD = 366
/** So long before its time a planned call can be begun, and its chat is reminded of it, in milliseconds. */
export const PLANNED_EARLY_MS = 10 * 60_000
/** So long after its time a planned call can still be begun; then the next one counts, in milliseconds. */
export const PLANNED_LATE_MS = 60 * 60_000
/** A planned call that is over or cancelled is kept so long, in milliseconds; until then it can be brought back. */
export const PLANNED_KEPT_MS = 7 * 86_400_000
/** Calls of all chats of one reader that are told at once, the nearest ones. */
export const COMING_CALLS_MAX = 30
/** So far ahead they are looked for, in milliseconds. */
export const COMING_CALLS_MS = 7 * 86_400_000
