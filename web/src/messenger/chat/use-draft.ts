import { useEffect, useRef, useState } from 'react'
import { isSameMentions } from '#contract/messenger/mentioned.ts'
import type { Draft } from '#web/kit/sync/cache.ts'
import { useEngine } from '../boot/engine-context.ts'
import { NOTHING_WRITTEN, type Written } from '../mentions/written.ts'

/** Without a key for so long, what is written is kept. */
const SAVE_MS = 250

/** The text of a chat as it was left, kept again with every pause and when the chat is left. */
export function useDraft(chatId: string, replyTo: number | null) {
  const engine = useEngine()
  const [begun] = useState(() => engine.store.getState().drafts[chatId])
  const [written, setWritten] = useState<Written>(begun ?? NOTHING_WRITTEN)
  const { text, mentions } = written
  const [lifetimeMs, setLifetime] = useState(begun?.lifetimeMs ?? null)
  const latest = useRef<Draft>({ text, mentions, replyToSeq: replyTo, lifetimeMs })
  latest.current = { text, mentions, replyToSeq: replyTo, lifetimeMs }
  const flush = useRef((draft: Draft) => {
    const next = isEmpty(draft) ? null : draft
    if (!isSame(next, engine.store.getState().drafts[chatId] ?? null)) engine.saveDraft(chatId, next)
  })
  useEffect(() => {
    const timer = setTimeout(() => flush.current({ text, mentions, replyToSeq: replyTo, lifetimeMs }), SAVE_MS)
    return () => clearTimeout(timer)
  }, [text, mentions, replyTo, lifetimeMs])
  useEffect(() => {
    const save = () => flush.current(latest.current)
    addEventListener('pagehide', save)
    return () => {
      removeEventListener('pagehide', save)
      save()
    }
  }, [])
  return {
    written,
    setWritten,
    lifetimeMs,
    setLifetime,
    /** Nothing is written any more. */
    clear: () => {
      setWritten(NOTHING_WRITTEN)
      flush.current({ ...NOTHING_WRITTEN, replyToSeq: null, lifetimeMs })
    },
  }
}

function isEmpty({ text, replyToSeq, lifetimeMs }: Draft): boolean {
  return text.trim() === '' && replyToSeq === null && lifetimeMs === null
}

function isSame(one: Draft | null, other: Draft | null): boolean {
  return (
    one?.text === other?.text &&
    isSameMentions(one?.mentions ?? [], other?.mentions ?? []) &&
    one?.replyToSeq === other?.replyToSeq &&
    (one?.lifetimeMs ?? null) === (other?.lifetimeMs ?? null)
  )
}
