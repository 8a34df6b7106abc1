import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { EventPayload } from '#contract/events.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { type AskedChild, ownAnswers } from '#contract/messenger/announcements.ts'
import { type FeedItem, readFeed } from '#contract/messenger/feed.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useOwnKey } from '../boot/use-engine-calls.ts'
import { isAboutFeed, keyOf } from './feed-items.ts'

/** Events of one announcement in several chats come together; the list is asked anew once for all of them. Milliseconds. */
const GATHER_MS = 400
/** Whoever comes back from a chat finds the list where he left it for so long. Milliseconds. */
const KEPT_MS = 300_000

type Pages = InfiniteData<OutputOf<typeof readFeed>, string | null>

/** The feed of the reader, or of one of his children, kept right by what is heard. */
export function useFeed(labelId: string | null) {
  const engine = useEngine()
  const client = useQueryClient()
  const live = useMessenger((state) => state.phase === 'stream')
  const queryKey = useOwnKey('feed', labelId)
  const list = useInfiniteQuery({
    queryKey,
    enabled: live,
    gcTime: KEPT_MS,
    networkMode: 'always',
    retry: false,
    refetchOnMount: 'always',
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) => {
      const page = await engine.call(readFeed, {
        ...(labelId === null ? {} : { labelId }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      })
      engine.takeCards(page.cards)
      return page
    },
    getNextPageParam: (last) => last.next,
  })
  const pages = list.data?.pages
  // What waits no more stands farther down on a page that comes later.
  const items = useMemo(() => {
    const once = new Map((pages ?? []).flatMap((page) => page.items.map((item) => [keyOf(item), item] as const)))
    return [...once.values()]
  }, [pages])

  const latest = useRef({ items, queryKey, refetch: list.refetch })
  latest.current = { items, queryKey, refetch: list.refetch }
  /** Shows new answers where the item stands, so that nothing jumps away from under the finger. */
  const refreshAsked = useCallback(
    async (id: string) => {
      const { items: held, queryKey: key, refetch } = latest.current
      const place = held.find((item) => keyOf(item) === id)?.places[0]
      if (place === undefined) return
      try {
        const { children, cards } = await engine.call(ownAnswers, place)
        engine.takeCards(cards)
        client.setQueryData<Pages>(key, (before) => before && withAsked(before, id, children))
      } catch {
        // It stands there no more, or the line is gone: the list knows more.
        void refetch()
      }
    },
    [engine, client],
  )
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = engine.onEvent((frame) => {
      const { items: held } = latest.current
      if (frame.e === 'announcement.answered') {
        void refreshAsked((frame.p as EventPayload<'announcement.answered'>).id)
        return
      }
      if (!isAboutFeed(frame, held, (chatId) => engine.store.getState().sync.chats[chatId]?.chat.kind === 'channel'))
        return
      clearTimeout(timer)
      timer = setTimeout(() => void latest.current.refetch(), GATHER_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [engine, refreshAsked])
  return { list, items, live, refreshAsked }
}

function withAsked(before: Pages, id: string, asked: AskedChild[]): Pages {
  const change = (item: FeedItem) => (keyOf(item) === id ? { ...item, asked } : item)
  return { ...before, pages: before.pages.map((page) => ({ ...page, items: page.items.map(change) })) }
}
