import { URGENT_REASONS } from '#contract/communities/quiet.limits.ts'
import type { UrgentReason } from '#contract/communities/urgent.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import styles from './quiet.module.css'
import { t } from './quiet.texts.ts'

interface UrgentDialogProps {
  left: number
  onChoose: (reason: UrgentReason) => void
  onClose: () => void
}

/** Says what an urgent message does before it is one, and asks for the reason (P-04). */
export function UrgentDialog({ left, onChoose, onClose }: UrgentDialogProps) {
  return (
    <Dialog title={t.ask} onClose={onClose}>
      <p>{t.what}</p>
      <p>{left > 0 ? t.left(left) : t.none}</p>
      {left > 0 && (
        <div className={styles.reasons}>
          {URGENT_REASONS.map((reason) => (
            <button key={reason} type="button" onClick={() => onChoose(reason)}>
              {t.reasons[reason]}
            </button>
          ))}
        </div>
      )}
    </Dialog>
  )
}
