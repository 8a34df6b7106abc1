/** Somebody stands large for at least so long, so that a cough changes nothing. Milliseconds. */
export const STAYS_MS = 2_500

export interface Large {
  readonly sessionId: string | null
  /** Since when he has stood there. */
  readonly since: number
}

interface Speaker {
  readonly sessionId: string
  readonly isSelf: boolean
  readonly speaks: boolean
}

/**
 * Who stands large: whoever speaks, and after him whoever speaks next. Nobody sees himself large as long as others are
 * there.
 */
export function nextLarge(before: Large, people: readonly Speaker[], now: number): Large {
  const others = people.filter(({ isSelf }) => !isSelf)
  const choice = others.length > 0 ? others : people
  const held = choice.find(({ sessionId }) => sessionId === before.sessionId)
  if (held !== undefined && (held.speaks || now - before.since < STAYS_MS)) return before
  const next = choice.find(({ speaks }) => speaks) ?? held ?? choice[0]
  if (next === undefined) return before.sessionId === null ? before : { sessionId: null, since: now }
  return next.sessionId === before.sessionId ? before : { sessionId: next.sessionId, since: now }
}
