import { confirmTotp, setUpTotp, state } from '#contract/identity/factors.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { QrCode } from '#web/kit/ui/QrCode.tsx'
import styles from './factors.module.css'
import { t } from './factors.texts.ts'
import { OneFieldDialog } from './OneFieldDialog.tsx'

const QR_SIZE = 208

/** The password, then the picture for the app and its first code. */
export function ConnectDialog({ onClose, onCodes }: { onClose: () => void; onCodes: (codes: string[]) => void }) {
  const begin = useCommand(setUpTotp)
  const confirm = useCommand(confirmTotp, { refreshes: [state], onSuccess: (made) => onCodes(made.recoveryCodes) })
  if (begin.data === undefined) {
    return (
      <OneFieldDialog
        title={t.connectTitle}
        sub={t.passwordSub}
        field={{ label: t.password, kind: 'password', missing: t.passwordMissing }}
        action={t.proceed}
        error={begin.error}
        busy={begin.isPending}
        onSend={(password) => begin.mutate({ password })}
        onTyped={begin.reset}
        onClose={onClose}
      />
    )
  }
  return (
    <OneFieldDialog
      key="scan"
      title={t.connectTitle}
      sub={t.scanSub}
      field={{ label: t.code, kind: 'code', missing: t.codeMissing, wrong: t.firstCodeWrong }}
      action={t.connect}
      error={confirm.error}
      busy={confirm.isPending}
      onSend={(code) => confirm.mutate({ code })}
      onTyped={confirm.reset}
      onClose={onClose}
    >
      <p>{t.scan}</p>
      <div className={styles.qr}>
        <QrCode text={begin.data.uri} size={QR_SIZE} label={t.qr} />
      </div>
      <p>
        {t.byHand} <span className={styles.key}>{begin.data.secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
      </p>
    </OneFieldDialog>
  )
}
