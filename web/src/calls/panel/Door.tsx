import { useStore } from 'zustand'
import { configureCall } from '#contract/calls/calls.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { t } from '../calls.texts.ts'
import type { CallSession } from '../session/call-session.ts'
import styles from './panel.module.css'

/** The door of the call: a room to wait in, and a lock (CALL-09, CALL-17). */
export function Door({ session }: { session: CallSession }) {
  const call = useStore(session.store, (state) => state.call)
  const configure = useCommand(configureCall, {
    onSuccess: (output) => {
      session.store.setState(output)
      session.lists.refresh()
    },
  })
  // A switch moves with the press and not with the answer.
  const { waitingRoom, locked } = configure.isPending ? configure.variables : call
  const change = (door: { waitingRoom?: boolean; locked?: boolean }) =>
    configure.mutate(
      { ...session.place, version: call.version, waitingRoom, locked, ...door },
      // Somebody else was quicker: what holds now is shown before it is asked again.
      { onError: (error) => isFailure(error, 'call.versionConflict') && session.lists.refresh() },
    )
  return (
    <footer className={styles.door}>
      <ErrorLine error={configure.error} />
      <label className={styles.switch}>
        <span>
          {t.panel.waitingRoom}
          <small>{t.panel.waitingRoomText}</small>
        </span>
        <input
          type="checkbox"
          checked={waitingRoom}
          onChange={(event) => change({ waitingRoom: event.target.checked })}
        />
      </label>
      <label className={styles.switch}>
        <span>
          {t.panel.lock}
          <small>{t.panel.lockText}</small>
        </span>
        <input type="checkbox" checked={locked} onChange={(event) => change({ locked: event.target.checked })} />
      </label>
    </footer>
  )
}
