import { Icon24DoorArrowRightOutline, Icon28PhoneDownFilled } from '@vkontakte/icons'
import { useState } from 'react'
import { useStore } from 'zustand'
import { endCall } from '#contract/calls/calls.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { t } from '../calls.texts.ts'
import type { CallSession } from '../session/call-session.ts'
import styles from './room.module.css'

interface LeaveDialogProps {
  session: CallSession
  onLeave: () => void
  onClose: () => void
}

/** For whoever leads the call: out of it, or an end of it for everybody, each with what follows (CALL-18). */
export function LeaveDialog({ session, onLeave, onClose }: LeaveDialogProps) {
  const [ends, setEnds] = useState(false)
  const count = useStore(session.store, ({ stays, occupants }) => Math.max(stays.length, occupants.length))
  const end = useCommand(endCall, { onSuccess: onLeave })
  if (!ends) {
    return (
      <Dialog key="leave" title={t.room.leaveTitle} onClose={onClose}>
        <div className={styles.ways}>
          <button type="button" data-first onClick={onLeave}>
            <Icon24DoorArrowRightOutline aria-hidden="true" />
            <span>
              <b>{t.room.leave}</b>
              <small>{t.room.leaveText}</small>
            </span>
          </button>
          <button type="button" className={styles.danger} onClick={() => setEnds(true)}>
            <Icon28PhoneDownFilled width={24} height={24} aria-hidden="true" />
            <span>
              <b>{t.room.end}</b>
              <small>{t.room.endText(count)}</small>
            </span>
          </button>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog key="end" title={t.room.endTitle} onClose={onClose}>
      <p className={styles.sure}>{t.room.endText(count)}</p>
      <ErrorLine error={end.error} />
      <div className={styles.acts}>
        <button type="button" className={styles.soft} data-first onClick={onClose}>
          {t.room.stay}
        </button>
        <button
          type="button"
          className={styles.red}
          aria-busy={end.isPending || undefined}
          onClick={() => !end.isPending && end.mutate(session.place)}
        >
          {t.room.end}
        </button>
      </div>
    </Dialog>
  )
}
