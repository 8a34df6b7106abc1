import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { listContacts } from '#contract/communities/contacts.ts'
import { useEngine, useMessenger } from './engine-context.ts'
import { useOwnKey } from './use-engine-calls.ts'

/** So old may be what is said of people who are asked for apart from chats: a role that has ended shows no mark (VER-04). */
export const STALE_MS = 60_000

/** Contacts of one organisation by surname, of one of its units or of all, page by page. */
export function useContacts(communityId: string, search: string, unitId = '') {
  const engine = useEngine()
  const live = useMessenger((state) => state.phase === 'stream')
  const wanted = search.trim()
  return useInfiniteQuery({
    queryKey: useOwnKey('contacts', communityId, wanted, unitId),
    enabled: communityId !== '' && live,
    networkMode: 'always',
    staleTime: STALE_MS,
    refetchInterval: STALE_MS,
    retry: false,
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      engine.call(listContacts, {
        communityId,
        ...(wanted === '' ? {} : { search: wanted }),
        ...(unitId === '' ? {} : { unitId }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      }),
    getNextPageParam: (last) => last.next,
  })
}
