import type { Message } from '#contract/messenger/chats.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import type { MessengerStores } from '../stores.ts'

interface Parts {
  stores: MessengerStores
  changes: ChatChanges
}

/** Who changes a message, and when, in milliseconds; nobody does when its time is over. */
export interface Acting {
  profileId: string | null
  now: number
}

/** Empties a message and tells its chat, whose head the caller holds. */
export async function doErase(parts: Parts, tx: Tx, message: Message, { profileId, now }: Acting): Promise<void> {
  const why = profileId === null ? 'expired' : profileId === message.senderId ? 'author' : 'leader'
  await parts.stores.reactions.forgetReactions(tx, message)
  const erased = await parts.stores.messages.emptyMessage(tx, message, why, now)
  await doTellChanged(parts, tx, erased, 'erased', { profileId, now })
}

/** Gives a change of a message its number and tells it. The time is the one by which the change was allowed. */
export async function doTellChanged(
  { stores, changes }: Parts,
  tx: Tx,
  message: Message,
  what: 'edited' | 'erased',
  { profileId, now }: Acting,
): Promise<void> {
  const name = 'message.changed'
  const payload = { actorId: profileId, what }
  const seq = await stores.log.appendChange(tx, message, name, payload, now)
  changes.doTellChange(tx, stores.log.changeFrame({ seq, at: toInstant(now), name, payload }, message, null))
}
