import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { t } from '../calls.texts.ts'
import styles from './panel.module.css'

interface RemoveDialogProps {
  name: string
  guest: boolean
  onRemove: () => void
  onClose: () => void
}

/** Asks once more before somebody is taken out of the call. */
export function RemoveDialog({ name, guest, onRemove, onClose }: RemoveDialogProps) {
  return (
    <Dialog title={t.panel.removeTitle(name)} onClose={onClose}>
      <p className={styles.sure}>{guest ? t.panel.removeGuestText : t.panel.removeText}</p>
      <div className={styles.acts}>
        <button type="button" className={styles.soft} data-first onClick={onClose}>
          {t.panel.cancel}
        </button>
        <button type="button" className={styles.red} onClick={onRemove}>
          {t.panel.remove}
        </button>
      </div>
    </Dialog>
  )
}
