import type { Message } from '#contract/messenger/chats.ts'
import type { Files } from '../../files/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { forgetLink } from './previews.store.ts'

/** Erases what is kept beside a message about the card of its link; the caller holds the head of its chat. */
export async function doForgetPreview(tx: Tx, message: Message, erase: Files['erase']): Promise<void> {
  if (message.preview === undefined) return
  const pictures = await forgetLink(tx, message)
  if (pictures.length > 0) await erase(tx, pictures)
}
