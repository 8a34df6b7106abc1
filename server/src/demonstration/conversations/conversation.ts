/** A line of a conversation: who, minutes after the line before, what; `>` at its start answers the line before. */
export type Line = readonly [who: string, minutes: number, text: string]

export interface Conversation {
  chat: string
  /** Days before the end of the seed, and the time of day in Moscow. */
  daysAgo: number
  at: string
  lines: readonly Line[]
}
