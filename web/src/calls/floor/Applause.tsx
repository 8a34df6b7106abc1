import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { type CallReaction, reactInCall } from '#contract/calls/applause.ts'
import { CALL_REACTIONS } from '#contract/calls/calls.limits.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import type { CallSession } from '../session/call-session.ts'
import type { Applause as Given } from '../session/call-state.ts'
import styles from './floor.module.css'
import { t } from './floor.texts.ts'

export const SIGNS: Readonly<Record<CallReaction, string>> = {
  like: '👍',
  applause: '👏',
  heart: '❤️',
  laugh: '😂',
  surprise: '😮',
  party: '🎉',
}
/** So long a reaction is seen. Milliseconds. */
const SEEN_MS = 3_000

/** Reactions of everybody, rising over the stage for a moment (CALL-07). */
export function Applause({ session }: { session: CallSession }) {
  const given = useStore(session.store, (state) => state.applause)
  const [shown, setShown] = useState<readonly Given[]>([])
  useEffect(() => {
    if (given === null) return
    setShown((before) => [...before, given])
    setTimeout(() => setShown((before) => before.filter((each) => each !== given)), SEEN_MS)
  }, [given])
  return (
    <div className={styles.applause} role="status">
      {shown.map(({ place, counts }) => (
        <span key={place}>
          {counts.map(({ reaction, count }) => (
            <span key={reaction}>
              <i aria-hidden="true">{SIGNS[reaction]}</i>
              {count > 1 && <b aria-hidden="true">{count}</b>}
              <span className="vh">{t.given(t.reactions[reaction], count)}</span>
            </span>
          ))}
        </span>
      ))}
    </div>
  )
}

/** The six reactions to give. */
export function ReactionRow({ session, onGiven }: { session: CallSession; onGiven: () => void }) {
  const react = useCommand(reactInCall)
  return (
    <fieldset className={styles.row}>
      <legend className="vh">{t.reaction}</legend>
      {CALL_REACTIONS.map((reaction) => (
        <button
          key={reaction}
          type="button"
          aria-label={t.reactions[reaction]}
          title={t.reactions[reaction]}
          onClick={() => {
            react.mutate({ ...session.place, reaction }, { onError: (error) => showFailure(explain(error).sentence) })
            onGiven()
          }}
        >
          {SIGNS[reaction]}
        </button>
      ))}
    </fieldset>
  )
}
