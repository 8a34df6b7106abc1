import type { EventPayload } from '#contract/events.ts'
import type { Mark, Marks } from '#contract/messenger/marks.ts'

/** Marks after some were set or taken back; numbers stay ascending, and a chat without any has no entry. */
export function withMarks(marks: Marks, { chatId, seqs, mark, set }: EventPayload<'marks.changed'>): Marks {
  const { [chatId]: before = [], ...others } = marks[mark]
  const rest = before.filter((seq) => !seqs.includes(seq))
  const now = set ? [...rest, ...seqs].sort((one, other) => one - other) : rest
  return { ...marks, [mark]: now.length === 0 ? others : { ...others, [chatId]: now } }
}

const NONE: ReadonlySet<number> = new Set()

/** Numbers of the messages of a chat that are marked so. */
export function markedIn(marks: Marks, mark: Mark, chatId: string): ReadonlySet<number> {
  const seqs = marks[mark][chatId]
  return seqs === undefined ? NONE : new Set(seqs)
}
