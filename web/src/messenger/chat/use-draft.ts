import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { isSameMentions } from '#contract/messenger/mentioned.ts'
import type { TypedDraft } from '#web/kit/sync/drafts.ts'
import { useEngine, useMessenger } from '../boot/engine-context.ts'
import { NOTHING_WRITTEN, type Written } from '../mentions/written.ts'

/** Without a key for so long, what is written is kept. */
const SAVE_MS = 250

const NO_DRAFT: TypedDraft = { ...NOTHING_WRITTEN, replyToSeq: null, lifetimeMs: null }

/** The text of a chat as it was left, kept again with every pause and when the chat is left. */
export function useDraft(chatId: string, replyTo: number | null) {
  const engine = useEngine()
  const [begun] = useState(() => engine.store.getState().drafts[chatId])
  const [written, setWritten] = useState<Written>(begun ?? NOTHING_WRITTEN)
  const { text, mentions } = written
  const [lifetimeMs, setLifetime] = useState(begun?.lifetimeMs ?? null)
  const taken = useMessenger((state) => state.taken[chatId] ?? 0)
  const known = useRef(taken)
  useLayoutEffect(() => {
    if (known.current === taken) return
    known.current = taken
    setWritten(engine.store.getState().drafts[chatId] ?? NOTHING_WRITTEN)
  }, [chatId, engine, taken])
  const latest = useRef<TypedDraft>({ text, mentions, replyToSeq: replyTo, lifetimeMs })
  latest.current = { text, mentions, replyToSeq: replyTo, lifetimeMs }
  const flush = useRef((draft: TypedDraft) => {
    const next = isEmpty(draft) ? null : draft
    const kept = engine.store.getState().drafts[chatId] ?? NO_DRAFT
    if (!isSame(next ?? NO_DRAFT, kept)) engine.drafts.save(chatId, next)
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
    /** Somebody types: what another device has typed waits. */
    setWritten: (next: Written) => {
      engine.drafts.touch(chatId)
      setWritten(next)
    },
    lifetimeMs,
    setLifetime,
    /** Nothing is written any more. */
    clear: () => {
      setWritten(NOTHING_WRITTEN)
      flush.current({ ...NOTHING_WRITTEN, replyToSeq: null, lifetimeMs })
    },
  }
}

function isEmpty({ text, replyToSeq, lifetimeMs }: TypedDraft): boolean {
  return text.trim() === '' && replyToSeq === null && lifetimeMs === null
}

function isSame(one: TypedDraft, other: TypedDraft): boolean {
  return (
    one.text === other.text &&
    isSameMentions(one.mentions, other.mentions) &&
    one.replyToSeq === other.replyToSeq &&
    one.lifetimeMs === other.lifetimeMs
  )
}
