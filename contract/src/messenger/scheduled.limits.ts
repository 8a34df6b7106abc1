/** Messages of one person that wait for their time, in all chats. */
export const SCHEDULED_MAX = 100
/** So far ahead may a message be put off, in milliseconds. */
export const SCHEDULED_AHEAD_MS = 366 * 86_400_000
/** So late at most does a message that is due leave while the server runs, in milliseconds. */
export const SCHEDULED_ROUND_MS = 5_000
