/** A move without the old number waits so long, so that whoever holds that number can say no. */
export const PHONE_WAIT_MS = 7 * 86_400_000
/** Codes of a move are entered by then, or it begins anew. */
export const PHONE_MOVE_LIFE_MS = 30 * 60_000
/** Moves that one account begins in a day; a code that is sent again is another beginning. */
export const PHONE_MOVES_PER_DAY = 12
/** Whoever has shown that a number is his for a ticket writes the ticket by then. */
export const PHONE_PROOF_LIFE_MS = 3_600_000
