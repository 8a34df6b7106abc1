import { NetworkFailure } from '../api/api-failure.ts'
import { queryClient } from './query-client.ts'

/** Whether the last try of a query has not reached the server, be it tried again or given up. */
export function isUnreached(query: { failureReason: unknown }): boolean {
  return query.failureReason instanceof NetworkFailure
}

/** The server is there again: what could not be asked is asked now. */
export function askUnreached(): void {
  void queryClient.refetchQueries({ predicate: ({ state }) => state.fetchFailureReason instanceof NetworkFailure })
}
