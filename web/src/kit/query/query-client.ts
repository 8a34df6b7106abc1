import { QueryClient } from '@tanstack/react-query'
import { NetworkFailure } from '../api/api-failure.ts'

const RETRIES = 2

/** Keeps what the server has said; asks again when the person comes back to the page. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      gcTime: 30 * 60_000,
      // A refusal stays a refusal; only a lost connection is worth another try.
      retry: (count, error) => error instanceof NetworkFailure && count < RETRIES,
      networkMode: 'always',
      refetchOnReconnect: true,
    },
    mutations: { networkMode: 'always' },
  },
})
