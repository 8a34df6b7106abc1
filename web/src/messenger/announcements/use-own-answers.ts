import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { EventPayload } from '#contract/events.ts'
import { answerAnnouncement, ownAnswers } from '#contract/messenger/announcements.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useEngineCommand, useOwnKey } from '../boot/use-engine-calls.ts'

/** For whom the reader is asked to answer an announcement, kept right over all devices and guardians, and the way to answer. */
export function useOwnAnswers(chatId: string, seq: number, id: string) {
  const engine = useEngine()
  const live = useMessenger((state) => state.phase === 'stream')
  const own = useQuery({
    queryKey: useOwnKey('announcement', chatId, seq),
    enabled: live,
    networkMode: 'always',
    retry: false,
    refetchOnMount: 'always',
    queryFn: () => engine.call(ownAnswers, { chatId, seq }),
  })
  const { refetch } = own
  useEffect(
    () =>
      engine.onEvent((frame) => {
        if (frame.e !== 'announcement.answered') return
        if ((frame.p as EventPayload<'announcement.answered'>).id === id) void refetch()
      }),
    [engine, id, refetch],
  )
  // While the line was down nothing was told.
  const before = useRef(live)
  useEffect(() => {
    if (live && !before.current) void refetch()
    before.current = live
  }, [live, refetch])
  const command = useEngineCommand(answerAnnouncement, () => void refetch())
  return { own: own.data ?? null, live, command }
}
