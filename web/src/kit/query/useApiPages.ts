import { useInfiniteQuery } from '@tanstack/react-query'
import type { InputOf, Operation, OutputOf } from '#contract/kit/operation.ts'
import { api } from '../api/api.ts'

type Paged = { next: string | null }

/** A list that is paged by key: what has come so far, and more on demand. */
export function useApiPages<O extends Operation>(
  operation: OutputOf<O> extends Paged ? O : never,
  input: Omit<InputOf<O>, 'cursor'>,
) {
  const query = useInfiniteQuery({
    // The same list may be asked for without pages, and that answer has another shape.
    queryKey: [(operation as Operation).id, input, 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(operation as O, { ...input, ...(pageParam === undefined ? {} : { cursor: pageParam }) } as InputOf<O>, {
        signal,
      }),
    getNextPageParam: (page) => (page as Paged).next ?? undefined,
    placeholderData: (before) => before,
  })
  const pages: readonly OutputOf<O>[] = query.data?.pages ?? []
  return { ...query, pages, first: pages[0] }
}
