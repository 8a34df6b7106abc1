import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { getRunningCall } from '#contract/calls/calls.ts'
import { useEngine, useMessenger } from '#web/messenger/index.ts'
import { isAboutCall } from './about-call.ts'

/** How many are there changes without an event: a line above the messages is asked for anew so often. Milliseconds. */
const COUNT_AGAIN_MS = 20_000

/** The call that runs in a chat, kept fresh by what the socket hears (CALL-19). */
export function useRunning(chatId: string) {
  const engine = useEngine()
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const live = useMessenger(({ phase }) => phase === 'stream')
  const query = useQuery({
    queryKey: ['im', profileId, 'call', chatId],
    queryFn: () => engine.call(getRunningCall, { chatId }),
    enabled: live,
    gcTime: 0,
    networkMode: 'always',
    retry: false,
    refetchInterval: ({ state }) => (state.data?.call ? COUNT_AGAIN_MS : false),
  })
  const { refetch } = query
  useEffect(
    () =>
      engine.onEvent((frame) => {
        if (isAboutCall(frame, chatId)) void refetch()
      }),
    [engine, chatId, refetch],
  )
  useEffect(() => {
    // What was said while the socket was away has not been heard.
    if (live) void refetch({ cancelRefetch: false })
  }, [live, refetch])
  return query
}
