import type { Message } from '#contract/messenger/chats.ts'
import { SHOWN_AROUND } from '#contract/messenger/messenger.limits.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { accessMessages, type MessageDoor } from './access-messages.ts'

/** Events of a chat that are looked through for messages, in each direction. */
const LOOKED_THROUGH = 40

/** Messages as they stand now, with where that is. */
export interface Evidence {
  /** Null of what is of no organisation. */
  communityId: string | null
  /** Null of a dialogue. */
  title: string | null
  /** What its author or a leader has erased is empty and among them; what has expired is not. */
  named: Message[]
  /** Around those that are named, as far as the viewer sees; what is erased is not among them. */
  around: Message[]
}

type FailShown = Fail<'chat.unknown' | 'message.unknown' | 'message.erased'>

/** What somebody shows to others of a chat in which he is: the messages that he names, and a few around them. */
export type EvidenceOf = (
  tx: Tx,
  viewerId: string,
  shown: { chatId: string; seqs: readonly number[] },
  fail: FailShown,
) => Promise<Evidence>

/** Messages that are shown to others, as whoever shows them sees them. */
export function createEvidence(door: MessageDoor): EvidenceOf {
  return async (tx, viewerId, { chatId, seqs }, fail) => {
    const { row, seen: named } = await accessMessages(door, tx, viewerId, chatId, seqs, fail)
    if (named.some(({ erased }) => erased === 'expired')) fail('message.erased')
    const first = named[0]!.seq
    const last = named.at(-1)!.seq
    const near = [
      ...range(Math.max(1, first - LOOKED_THROUGH), first - 1),
      ...range(first + 1, Math.min(last - 1, first + LOOKED_THROUGH)),
      ...range(last + 1, last + LOOKED_THROUGH),
    ].filter((seq) => !seqs.includes(seq))
    const found = await door.stores.messages.messagesBySeq(tx, chatId, near, row.start_seq ?? 0)
    const whole = found.filter(({ erased }) => erased === null)
    const around = [
      ...whole.filter(({ seq }) => seq < first).slice(-SHOWN_AROUND),
      ...whole.filter(({ seq }) => seq > first && seq < last),
      ...whole.filter(({ seq }) => seq > last).slice(0, SHOWN_AROUND),
    ]
    return { communityId: row.community_id, title: row.kind === 'direct' ? null : row.title, named, around }
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, place) => from + place)
}
