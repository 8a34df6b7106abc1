import { useQuery } from '@tanstack/react-query'
import { type ChildLabel, childLabels } from '#contract/communities/families.ts'
import { apiQuery } from '#web/kit/query/useApi.ts'

const NONE: readonly ChildLabel[] = []

/** Children of the viewer by organisation. Events make the answer old, so that a list of many chats asks once. */
export function useChildLabels(enabled = true): readonly ChildLabel[] {
  const { data } = useQuery({ ...apiQuery(childLabels, {}), staleTime: Number.POSITIVE_INFINITY, enabled })
  return data?.labels ?? NONE
}
