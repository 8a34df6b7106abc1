import { useQueryClient } from '@tanstack/react-query'
import type { OutputOf } from '#contract/kit/operation.ts'
import type { deletedChats } from '#contract/messenger/chat-endings.ts'
import { useOwnKey } from '../boot/use-engine-calls.ts'

type List = OutputOf<typeof deletedChats>

/** The own deleted groups as this page holds them: what it has done itself stands there without being asked for. */
export function useDeletedList() {
  const queries = useQueryClient()
  const key = useOwnKey('deleted')
  const change = async (by: (chats: List['chats']) => List['chats']) => {
    // An answer under way knows nothing of it yet.
    await queries.cancelQueries({ queryKey: key })
    queries.setQueryData<List>(key, (held) => ({ chats: by(held?.chats ?? []) }))
  }
  const drop = (chatId: string) => change((chats) => chats.filter((chat) => chat.chatId !== chatId))
  return {
    key,
    drop,
    add: (chat: List['chats'][number]) =>
      change((chats) => [chat, ...chats.filter((other) => other.chatId !== chat.chatId)]),
  }
}
