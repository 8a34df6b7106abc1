import { Button } from '@vkontakte/vkui'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './ClientsPage.module.css'
import { t } from './clients.texts.ts'

export interface Secret {
  clientId: string
  name: string
  secret: string
}

/** A secret, which nobody can look up again. */
export function SecretDialog({ secret, onClose }: { secret: Secret; onClose: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(secret.secret)
    showToast(t.secret.copied)
  }
  return (
    <Dialog
      title={t.secret.title}
      sub={secret.name}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={() => void copy()}>
            {t.secret.copy}
          </Button>
          <Button size="l" onClick={onClose}>
            {t.secret.done}
          </Button>
        </>
      }
    >
      <p>{t.secret.text}</p>
      <dl className={styles.facts}>
        <dt>{t.id}</dt>
        <dd className={styles.secret}>{secret.clientId}</dd>
        <dt>{t.secret.label}</dt>
        <dd className={styles.secret}>{secret.secret}</dd>
      </dl>
    </Dialog>
  )
}
