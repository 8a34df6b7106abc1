/** Places of one announcement. */
export const ANNOUNCEMENT_TARGETS_MAX = 200
/** Announcements that one profile makes in a minute. */
export const ANNOUNCEMENTS_PER_MINUTE = 6
/** What waits is brought to its places at least so often, in milliseconds. */
export const ANNOUNCED_EVERY_MS = 1_000
