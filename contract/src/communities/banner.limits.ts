/** Letters of the operator's announcement in one language. */
export const BANNER_TEXT_MAX = 300
/** An announcement ends within this time: it tells of works and is no wall newspaper. */
export const BANNER_LIFE_MS = 30 * 24 * 3_600_000
