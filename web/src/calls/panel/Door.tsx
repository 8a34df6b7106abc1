import { useState } from 'react'
import { useStore } from 'zustand'
import { configureCall } from '#contract/calls/calls.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { late } from '#web/kit/ui/late.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { t as accessTexts } from '../access/access.texts.ts'
import { t } from '../calls.texts.ts'
import type { CallSession } from '../session/call-session.ts'
import styles from './panel.module.css'

// Opened by a press only.
const AccessDialog = late(async () => (await import('../access/AccessDialog.tsx')).AccessDialog, { pressed: true })

/** The door of the call: a room to wait in, and a lock (CALL-09, CALL-17). */
export function Door({ session }: { session: CallSession }) {
  const [opensAccess, setOpensAccess] = useState(false)
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
      <button type="button" className={styles.soft} onClick={() => setOpensAccess(true)}>
        {accessTexts.open}
      </button>
      {opensAccess && <AccessDialog session={session} onClose={() => setOpensAccess(false)} />}
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
