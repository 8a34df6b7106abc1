import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { showToast } from '#web/kit/ui/toasts.ts'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import type { CallSession } from '../session/call-session.ts'
import styles from './halls.module.css'
import { t } from './halls.texts.ts'
import { useHalls, useNames } from './use-halls.ts'
import { useRemaining } from './use-remaining.ts'

/** In which hall one is and how long it stands open; a move is said aloud. Opens the halls where there are any to choose. */
export function HallBar({ session, onOpen }: { session: CallSession; onOpen: () => void }) {
  const { halls, free, openSince, endsAt } = useHalls(session)
  const hallId = useStore(session.store, (state) => state.hallId)
  const leads = useStore(session.store, (state) => state.mine.leads)
  const here = halls.find(({ id }) => id === hallId)?.name
  const left = useRemaining(openSince === null ? null : endsAt)
  useSaidMoves(hallId, here)
  return (
    <div className={styles.over}>
      {openSince !== null && (
        <p className={styles.bar}>
          <b>{here === undefined ? t.openNow : t.here(here)}</b>
          {left !== null && <span className="num">{t.left(left)}</span>}
          {(free || leads) && (
            <button type="button" onClick={onOpen}>
              {leads ? t.title : t.choose}
            </button>
          )}
        </p>
      )}
      <NoteLine session={session} />
    </div>
  )
}

/** What whoever leads the call has said to all halls; it stands until it was read. */
function NoteLine({ session }: { session: CallSession }) {
  const note = useStore(session.store, (state) => state.note)
  const nameOf = useNames(session)
  const author = note === null ? null : nameOf(note.by)
  return (
    <div role="status">
      {note !== null && author !== null && (
        <p className={styles.bar}>
          <b>
            {author.name} {author.verified && <VerifiedMark />}
          </b>
          <span>{note.text}</span>
          <button type="button" onClick={() => session.store.setState({ note: null })}>
            {t.read}
          </button>
        </p>
      )}
    </div>
  )
}

function useSaidMoves(hallId: string | null, here: string | undefined): void {
  const before = useRef(hallId)
  useEffect(() => {
    if (before.current === hallId) return
    if (hallId !== null && here === undefined) return
    before.current = hallId
    showToast(here === undefined ? t.returned : t.moved(here))
  }, [hallId, here])
}
