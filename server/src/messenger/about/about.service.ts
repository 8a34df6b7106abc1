import type { ChatState } from '#contract/messenger/chats.ts'
import { CHAT_DESCRIPTION_MAX } from '#contract/messenger/messenger.limits.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { showsNothing, withoutTricks } from '../../platform/text/shown-text.ts'
import type { ChatChanges } from '../chats/chat-changes.ts'
import { chatView } from '../chats/chat-views.ts'
import type { ChatsService } from '../chats/chats.service.ts'
import { readDescription, setDescription } from './about.store.ts'

interface Parts extends Pick<ChatsService, 'accessChat' | 'checkAble' | 'doReturnState'> {
  changes: Pick<ChatChanges, 'append'>
}

export type ChatAbout = ReturnType<typeof createChatAbout>

/** What a group says of itself (CHT-02). The log tells who has changed it and never what it said. */
export function createChatAbout({ changes, accessChat, checkAble, doReturnState }: Parts) {
  return {
    async about(reader: Reader, viewerId: string, chatId: string, fail: Fail<'chat.unknown'>) {
      if ((await accessChat(reader, viewerId, chatId)) === null) fail('chat.unknown')
      return { description: await readDescription(reader, chatId) }
    },

    /** What it says already takes no number. */
    async describe(
      tx: Tx,
      viewerId: string,
      input: { chatId: string; description: string },
      fail: Fail<'chat.unknown' | 'chat.notAllowed' | 'chat.descriptionTooLong'>,
    ): Promise<ChatState> {
      const { chatId } = input
      const description = checkDescription(input.description, fail)
      await checkAble(tx, viewerId, chatId, 'rename', fail)
      const row = await setDescription(tx, chatId, description)
      if (row !== null) {
        const payload = { chat: chatView(row), actorId: viewerId, what: 'described' } as const
        await changes.append(tx, chatId, 'chat.changed', payload)
      }
      return doReturnState(tx, viewerId, chatId)
    },
  }
}

function checkDescription(text: string, fail: Fail<'chat.descriptionTooLong'>): string {
  const clean = withoutTricks(text.normalize('NFC').replace(/\r\n?/g, '\n')).trim()
  const length = [...clean].length
  if (length > CHAT_DESCRIPTION_MAX) fail('chat.descriptionTooLong', { length, lengthMax: CHAT_DESCRIPTION_MAX })
  return showsNothing(clean) ? '' : clean
}
