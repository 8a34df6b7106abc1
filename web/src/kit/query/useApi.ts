import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { InputOf, Operation, OutputOf } from '#contract/kit/operation.ts'
import { api, newKey } from '../api/api.ts'
import { NetworkFailure } from '../api/api-failure.ts'
import { queryClient } from './query-client.ts'

/** Options of a query of the contract, for `useQuery`, loaders and prefetching. */
export function apiQuery<O extends Operation>(operation: O, input: InputOf<O>) {
  return queryOptions<OutputOf<O>>({
    queryKey: [operation.id, input],
    queryFn: ({ signal }) => api.call(operation, input, { signal }),
  })
}

/** Asks the server and keeps the earlier answer on the screen while the input changes. */
export function useApi<O extends Operation>(
  operation: O,
  input: InputOf<O>,
  options: { enabled?: boolean; keep?: boolean } = {},
) {
  return useQuery({
    ...apiQuery(operation, input),
    ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
    ...(options.keep === true ? { placeholderData: (before: OutputOf<O> | undefined) => before } : {}),
  })
}

/** Forgets the answers of these operations, so that what is on the screen is asked anew. */
export function refresh(...operations: readonly Pick<Operation, 'id'>[]): Promise<unknown> {
  return Promise.all(operations.map(({ id }) => queryClient.invalidateQueries({ queryKey: [id] })))
}

/**
 * A command of the contract. After a lost answer the same input is sent under the same key, so that pressing the button
 * again never does the thing twice.
 */
export function useCommand<O extends Operation>(
  operation: O,
  options: { refreshes?: readonly Operation[]; onSuccess?: (output: OutputOf<O>, input: InputOf<O>) => void } = {},
) {
  const unanswered = useRef<{ input: string; key: string } | null>(null)
  return useMutation<OutputOf<O>, Error, InputOf<O>>({
    mutationKey: [operation.id],
    mutationFn: async (input) => {
      const text = JSON.stringify(input)
      const key = unanswered.current?.input === text ? unanswered.current.key : newKey()
      try {
        const output = await api.call(operation, input, { key })
        unanswered.current = null
        return output
      } catch (error) {
        unanswered.current = error instanceof NetworkFailure ? { input: text, key } : null
        throw error
      }
    },
    onSuccess: async (output, input) => {
      options.onSuccess?.(output, input)
      await refresh(...(options.refreshes ?? []))
    },
  })
}
