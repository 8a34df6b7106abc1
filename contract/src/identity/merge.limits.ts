/** The other account is united with this one within so long after it was shown to be the own, or it begins anew. */
export const MERGE_LIFE_MS = 30 * 60_000
/** How often one account begins in a day; a code that is sent again is another beginning. */
export const MERGES_PER_DAY = 12
