import type { EventPayload } from '#contract/events.ts'
import type { Message } from '#contract/messenger/chats.ts'
import type { Files } from '../../files/index.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import { doLetGo } from '../attachments/holding.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView } from '../chats/chat-views.ts'
import { forgetPoll } from '../polls/polls.store.ts'
import { doForgetPreview } from '../previews/forget-preview.ts'
import type { MessengerStores } from '../stores.ts'

interface Parts {
  stores: MessengerStores
  changes: ChatChanges
  /** Takes the files away that nobody reads any more. */
  eraseFiles: Files['erase']
}

/** Who changes a message, and when, in milliseconds; nobody does when its time is over. */
export interface Acting {
  profileId: string | null
  now: number
}

/** Empties a message, unpins it, and tells its chat, whose head the caller holds. */
export async function doErase(parts: Parts, tx: Tx, message: Message, { profileId, now }: Acting): Promise<void> {
  const why = profileId === null ? 'expired' : profileId === message.senderId ? 'author' : 'leader'
  await parts.stores.reactions.forgetReactions(tx, message)
  if (message.poll !== null) await forgetPoll(tx, message)
  await doForgetPreview(tx, message, parts.eraseFiles)
  await doLetGo(tx, parts.stores, message, parts.eraseFiles)
  const erased = await parts.stores.messages.emptyMessage(tx, message, why, now)
  await doTellChanged(parts, tx, erased, 'erased', { profileId, now })
  const unpinned = await parts.stores.chats.dropPin(tx, message.chatId, message.seq)
  if (unpinned === null) return
  const { seq } = message
  await parts.changes.append(tx, message.chatId, 'chat.changed', {
    chat: chatView(unpinned),
    actorId: profileId,
    what: 'unpinned',
    seq,
  })
}

/** Gives a change of a message its number and tells it. The time is the one by which the change was allowed. */
export async function doTellChanged(
  { stores, changes }: Pick<Parts, 'stores' | 'changes'>,
  tx: Tx,
  message: Message,
  what: EventPayload<'message.changed'>['what'],
  { profileId, now }: Acting,
): Promise<void> {
  const name = 'message.changed'
  const payload = { actorId: profileId, what }
  const seq = await stores.log.appendChange(tx, message, name, payload, now)
  changes.doTellChange(tx, stores.log.changeFrame({ seq, at: toInstant(now), name, payload }, message, null))
}
