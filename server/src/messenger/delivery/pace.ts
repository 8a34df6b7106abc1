import { nextWriteAt } from '#contract/messenger/chats.abilities.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView, mineView, type ReaderRow } from '../chats/chat-views.ts'
import type { MessengerStores } from '../stores.ts'

interface Parts extends Pick<Platform, 'clock'> {
  stores: Pick<MessengerStores, 'members'>
  changes: Pick<ChatChanges, 'doTellMine'>
}

/** Whether this reader waits between two messages in this chat (CHT-10). */
export function isPaced(row: ReaderRow): boolean {
  return row.slow_mode_ms !== null && row.role === 'member'
}

/**
 * Has somebody who writes keep the pace of a chat that is slow, or refuses what comes too soon. The caller holds the head of
 * the chat, so that of two messages at once only one is the next.
 */
export async function keepPace(
  { clock, stores, changes }: Parts,
  tx: Tx,
  row: ReaderRow,
  senderId: string,
  fail: Fail<'message.tooSoon'>,
): Promise<void> {
  if (!isPaced(row)) return
  const now = clock.now()
  const waitMs = nextWriteAt(chatView(row), mineView(row)) - now
  if (waitMs > 0) {
    fail('message.tooSoon', { waitSeconds: Math.ceil(waitMs / 1_000), setBy: 'owner', changedBy: 'owner' })
  }
  await stores.members.setPacedAt(tx, row.id, senderId, new Date(now))
  await changes.doTellMine(tx, senderId, row.id)
}
