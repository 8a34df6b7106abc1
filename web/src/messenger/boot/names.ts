import { t } from '../messenger.texts.ts'
import { nameOf, titleOf } from '../view/people.ts'
import { useMessenger } from './engine-context.ts'

export const fallbackNames = { somebody: t.somebody, gone: t.gone, you: t.you, favourites: t.favourites }

/** A sender as others see him, from the cards that are held. */
export function useName(senderId: string) {
  const card = useMessenger(({ sync }) => sync.cards[senderId] ?? sync.memberships[senderId])
  return nameOf(card, fallbackNames)
}

/** The name of a chat with its mark, as one text that changes when either does. */
export function useChatTitle(chatId: string): { name: string; verified: boolean } {
  const title = useMessenger(({ sync }) => {
    const slice = sync.chats[chatId]
    if (slice === undefined) return ' '
    const { name, verified } = titleOf(slice, sync, fallbackNames)
    return `${verified ? '+' : ' '}${name}`
  })
  return { name: title.slice(1), verified: title.startsWith('+') }
}
