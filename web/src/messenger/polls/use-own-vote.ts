import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { EventPayload } from '#contract/events.ts'
import { getOwnVote, type OwnVote, votePoll } from '#contract/messenger/polls.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { useEngineCommand, useOwnKey } from '../boot/use-engine-calls.ts'

interface Asked {
  seq: number
  ended: boolean
  onVoted?: (() => void) | undefined
}

/** The own vote in a poll, kept right over all devices of the reader, and the way to vote. */
export function useOwnVote(chatId: string, { seq, ended, onVoted }: Asked) {
  const engine = useEngine()
  const client = useQueryClient()
  const live = useMessenger((state) => state.phase === 'stream')
  const queryKey = useOwnKey('poll', chatId, seq)
  const own = useQuery({
    queryKey,
    enabled: live,
    networkMode: 'always',
    retry: false,
    refetchOnMount: 'always',
    queryFn: () => engine.call(getOwnVote, { chatId, seq }),
  })
  const { refetch } = own
  useEffect(
    () =>
      engine.onEvent((frame) => {
        if (frame.e !== 'poll.voted') return
        const voted = frame.p as EventPayload<'poll.voted'>
        if (voted.chatId === chatId && voted.seq === seq) void refetch()
      }),
    [engine, chatId, seq, refetch],
  )
  // While the line was down nothing was told, and at the end there may be more to tell.
  const before = useRef({ live, ended })
  useEffect(() => {
    const isNew = before.current.live !== live || before.current.ended !== ended
    before.current = { live, ended }
    if (live && isNew) void refetch()
  }, [live, ended, refetch])
  const sent = useRef<{ choice: string; key: string } | null>(null)
  const command = useEngineCommand(votePoll, (output) => {
    sent.current = null
    client.setQueryData<OwnVote>(queryKey, output)
    onVoted?.()
  })
  const vote = (choice: readonly number[]) => {
    // A vote whose answer was lost goes again as the same one.
    const text = choice.join()
    if (sent.current?.choice !== text) sent.current = { choice: text, key: newKey() }
    command.mutate({ chatId, seq, key: sent.current.key, choice: [...choice] })
  }
  return { own: own.data ?? null, live, vote, command }
}
