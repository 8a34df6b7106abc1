import { DECISION_UNDO_MS } from './communities.limits.ts'

/** What may be a double of its like. */
export const DOUBLE_KINDS = ['people', 'records'] as const
/** Why two are thought to be one: the same names in any order, the same day, a number or address, the same role in one place. */
export const DOUBLE_GROUNDS = ['name', 'birthDate', 'contact', 'place'] as const
/** Pairs that are shown at once. */
export const DOUBLES_SHOWN = 100
/** A merge can be taken back for so long; until then both hold what they held. */
export const DOUBLE_UNDO_MS = DECISION_UNDO_MS
