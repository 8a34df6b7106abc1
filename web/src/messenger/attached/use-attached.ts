import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { InputOf } from '#contract/kit/operation.ts'
import { listAttached } from '#contract/messenger/attachments.ts'
import { useEngine } from '../boot/engine-context.ts'
import { useAskedAnew, useOwnKey } from '../boot/use-engine-calls.ts'

export type What = InputOf<typeof listAttached>['what']

/** What was sent in a chat of one sort, page by page, the last first. */
export function useAttached(chatId: string, what: What, search: string) {
  const engine = useEngine()
  const anew = useAskedAnew()
  return useInfiniteQuery({
    queryKey: useOwnKey('attached', chatId, what, search),
    ...anew,
    // While somebody types, what was found before stays.
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) => {
      const page = await engine.call(listAttached, {
        chatId,
        what,
        ...(search === '' ? {} : { search }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      })
      engine.takeCards(page.cards)
      return page
    },
    getNextPageParam: (last) => last.next,
  })
}
