/** People in one call at the same time (CALL-02). */
export const CALL_PEOPLE_MAX = 500
/** So often whoever is in a call says that he is there, in milliseconds. */
export const CALL_BEAT_MS = 10_000
/** After so long without a word somebody has left, at the time of his last one, in milliseconds. */
export const CALL_GONE_MS = 30_000
/** So long a token lets somebody in, in milliseconds; who is in stays. */
export const CALL_TOKEN_MS = 60_000
/** A call in which nobody is ends by itself after so long, in milliseconds; one with people in it has no end (CALL-03). */
export const CALL_EMPTY_MS = 15 * 60_000
/** An adult and a pupil may be alone for so long in a call whose door is closed, in milliseconds; then it opens to the chat (P-07). */
export const CALL_ALONE_MS = 60_000
/** Calls that one profile begins in a minute. */
export const CALL_STARTS_PER_MINUTE = 10
/** Times that one profile comes into calls in a minute, or asks to: who waits asks as often as others say that they are there. */
export const CALL_JOINS_PER_MINUTE = 60
/** Times that one profile tries in a minute whether calls reach his device. */
export const CALL_TRIALS_PER_MINUTE = 6
/** Halls of one call (HALL-01). */
export const HALLS_MAX = 50
/** Characters of the name of a hall. */
export const HALL_NAME_MAX = 60
/** Minutes for which halls are opened at most; without an end is longer. */
export const HALL_MINUTES_MAX = 240
/** Seconds after which halls may be told to close: also how they are prolonged. */
export const HALL_CLOSE_SECONDS_MAX = HALL_MINUTES_MAX * 60
/** Characters of a sentence to all halls, and how many of them one profile says in a minute. */
export const HALL_NOTE_MAX = 500
export const HALL_NOTES_PER_MINUTE = 10
/** Earlier calls whose groups are offered. */
export const HALLS_EARLIER_MAX = 10
/** So long after a move somebody may still be in the room that he leaves, in milliseconds: he is in the new one first. */
export const HALL_MOVE_MS = 10_000
/** Calls of a chat on one page of those that somebody has led. */
export const LED_CALLS_PAGE = 30
/** Sessions on one page of the list of those who were in a call. */
export const ATTENDANCE_PAGE = 500
/** Those who are in a call hear what has changed among them no more often than this, in milliseconds, however many hands go up. */
export const CALL_TOLD_EVERY_MS = 500
/** Times that one profile raises or lowers his hand in a minute. */
export const CALL_HANDS_PER_MINUTE = 30
/** Times that one profile asks others in a minute to switch on what they send. */
export const CALL_ASKS_PER_MINUTE = 30
/** Times that somebody who leads a call draws attention there: three pupils one after the other, and then a pause. */
export const CALL_NUDGES_OF_LEADER = { points: 3, durationMs: 15_000 } as const
/** Times that everybody is nudged in one call, by whomever. */
export const CALL_NUDGES_OF_EVERYBODY = { points: 1, durationMs: 15_000 } as const
/** Times that anybody is nudged in one call, by all who lead it together. */
export const CALL_NUDGES_OF_CALL = { points: 10, durationMs: 60_000 } as const
/** Reactions in a call, a set of our own. */
export const CALL_REACTIONS = ['like', 'applause', 'heart', 'laugh', 'surprise', 'party'] as const
/** Reactions that one profile gives in a minute. */
export const CALL_REACTIONS_PER_MINUTE = 40
/** Characters of the name under which a guest comes. */
export const CALL_GUEST_NAME_MAX = 60
/** Guests who wait at the door of one call at most: whoever leads it has to look through them. */
export const CALL_GUESTS_WAITING_MAX = 50
/** So often a guest says that he is there, or asks whether he was let in, in milliseconds: he has no socket. */
export const CALL_GUEST_BEAT_MS = 3_000
/** After so long without a word the cookie of a guest leads nowhere any more, in milliseconds. */
export const CALL_GUEST_SILENT_MS = 10 * 60_000
