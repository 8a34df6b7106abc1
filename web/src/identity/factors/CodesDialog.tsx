import { Button } from '@vkontakte/vkui'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './factors.module.css'
import { t } from './factors.texts.ts'

/** Spare codes, which nobody can look up again. */
export function CodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    showToast(t.copied)
  }
  return (
    <Dialog
      title={t.codesTitle}
      sub={t.codesSub}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={() => void copy()}>
            {t.copy}
          </Button>
          <Button size="l" onClick={onClose}>
            {t.done}
          </Button>
        </>
      }
    >
      <ol className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <p>{t.codesKeep}</p>
    </Dialog>
  )
}
