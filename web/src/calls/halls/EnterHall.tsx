import { useStore } from 'zustand'
import { goToHall } from '#contract/calls/halls.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import type { CallSession } from '../session/call-session.ts'
import styles from './halls.module.css'
import { t } from './halls.texts.ts'
import { useHalls } from './use-halls.ts'

/** Goes into a hall, or with null back into the call; nothing while the halls are closed. */
export function EnterHall({ session, hallId }: { session: CallSession; hallId: string | null }) {
  const isOpen = useHalls(session).openSince !== null
  const isHere = useStore(session.store, (state) => state.hallId === hallId)
  const go = useCommand(goToHall, { onSuccess: () => session.move() })
  if (!isOpen) return null
  if (isHere) return hallId === null ? null : <small className={styles.here}>{t.entered}</small>
  return (
    <button
      type="button"
      className={styles.soft}
      aria-busy={go.isPending || undefined}
      onClick={() => {
        if (!go.isPending) {
          go.mutate({ ...session.place, hallId }, { onError: (error) => showFailure(explain(error).sentence) })
        }
      }}
    >
      {hallId === null ? t.back : t.enter}
    </button>
  )
}
