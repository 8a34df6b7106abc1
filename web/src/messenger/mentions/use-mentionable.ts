import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { reaches } from '#contract/messenger/chat-permissions.ts'
import { chatAbilities } from '#contract/messenger/chats.abilities.ts'
import { chatMembers } from '#contract/messenger/chats.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { fallbackNames } from '../boot/names.ts'
import { useOwnKey } from '../boot/use-engine-calls.ts'
import { nameOf } from '../view/people.ts'

const PAGE = 200
/** How long a list of members is good enough for the next name. Milliseconds. */
const FRESH_MS = 60_000
/** Names that are offered at once. */
const OFFERED_MAX = 20

export interface Mentionable {
  readonly profileId: string
  readonly name: string
  readonly verified: boolean
}

/** Whom the reader may name in a chat, those first who wrote last, as far as their names begin as was typed. */
export function useMentionable(slice: ChatSlice, query: string) {
  const { chat, mine } = slice
  const members = useMembers(slice)
  const cards = useMessenger(({ sync }) => sync.cards)
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const people = useMemo(() => {
    const writers = writersOf(slice).filter((id) => members.data === undefined || members.data.has(id))
    const wanted = wordsOf(query)
    const found: Mentionable[] = []
    for (const id of new Set([...writers, ...(members.data ?? [])])) {
      const card = cards[id]
      if (id === profileId || card === undefined || card.gone) continue
      const words = wordsOf(`${card.name} ${card.patronymic} ${card.surname}`)
      if (!wanted.every((start) => words.some((word) => word.startsWith(start)))) continue
      found.push({ profileId: id, ...nameOf(card, fallbackNames) })
      if (found.length === OFFERED_MAX) break
    }
    return found
  }, [slice, members.data, cards, profileId, query])
  return {
    people,
    everybody: chat.kind === 'group' && reaches(chat.permissions.mentionAll, mine.role),
    isLoading: members.isLoading,
    hasFailed: members.error !== null,
  }
}

/** Ids of everybody in the chat who does not only look on; nothing where the reader may not see them. */
function useMembers({ chat, mine }: ChatSlice) {
  const engine = useEngine()
  const live = useMessenger((state) => state.phase === 'stream')
  return useQuery({
    queryKey: useOwnKey('mentionable', chat.id, chat.version),
    enabled: live && chatAbilities(chat, mine).seeMembers,
    networkMode: 'always',
    retry: false,
    staleTime: FRESH_MS,
    queryFn: async () => {
      const ids = new Set<string>()
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await engine.call(chatMembers, {
          chatId: chat.id,
          limit: PAGE,
          ...(cursor === undefined ? {} : { cursor }),
        })
        engine.takeCards(page.cards)
        for (const { profileId, role } of page.members) if (role !== 'observer') ids.add(profileId)
        cursor = page.next
      }
      return ids
    },
  })
}

/** Who has written what is held, the last one first. */
function writersOf({ window }: ChatSlice): string[] {
  const entries = window?.entries ?? []
  return entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message.senderId] : [])).reverse()
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLocaleLowerCase('ru')
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}
