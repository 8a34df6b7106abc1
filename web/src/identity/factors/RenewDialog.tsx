import { renewRecoveryCodes, state } from '#contract/identity/factors.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { t } from './factors.texts.ts'
import { OneFieldDialog } from './OneFieldDialog.tsx'

/** New spare codes instead of those that were used or lost. */
export function RenewDialog({ onClose, onCodes }: { onClose: () => void; onCodes: (codes: string[]) => void }) {
  const renew = useCommand(renewRecoveryCodes, {
    refreshes: [state],
    onSuccess: (made) => onCodes(made.recoveryCodes),
  })
  return (
    <OneFieldDialog
      title={t.renewTitle}
      sub={t.renewSub}
      field={{ label: t.anyCode, kind: 'code', missing: t.codeMissing }}
      action={t.proceed}
      error={renew.error}
      busy={renew.isPending}
      onSend={(code) => renew.mutate({ code })}
      onTyped={renew.reset}
      onClose={onClose}
    />
  )
}
