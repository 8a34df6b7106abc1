import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { listPlannedCalls } from '#contract/calls/planned-calls.ts'
import { useEngine, useMessenger } from '#web/messenger/index.ts'

/** The calls that are planned in a chat, kept fresh by what the socket hears (CALL-01). */
export function usePlanned(chatId: string) {
  const engine = useEngine()
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const live = useMessenger(({ phase }) => phase === 'stream')
  const query = useQuery({
    queryKey: ['im', profileId, 'plannedCalls', chatId],
    queryFn: () => engine.call(listPlannedCalls, { chatId }),
    enabled: live,
    gcTime: 0,
    networkMode: 'always',
    retry: false,
  })
  const { refetch } = query
  useEffect(
    () =>
      engine.onEvent(({ e, p }) => {
        if (e === 'plannedCall.changed' && (p as { chatId: string }).chatId === chatId) void refetch()
      }),
    [engine, chatId, refetch],
  )
  useEffect(() => {
    // What was said while the socket was away has not been heard.
    if (live) void refetch({ cancelRefetch: false })
  }, [live, refetch])
  return query
}
