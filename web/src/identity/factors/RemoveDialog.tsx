import { removeTotp, state } from '#contract/identity/factors.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './factors.texts.ts'
import { OneFieldDialog } from './OneFieldDialog.tsx'

/** Disconnects the app; only whoever has it, or a spare code, can. */
export function RemoveDialog({ onClose }: { onClose: () => void }) {
  const remove = useCommand(removeTotp, {
    refreshes: [state],
    onSuccess: () => {
      showToast(t.removed)
      onClose()
    },
  })
  return (
    <OneFieldDialog
      title={t.removeTitle}
      sub={t.removeSub}
      field={{ label: t.anyCode, kind: 'code', missing: t.codeMissing }}
      action={t.remove}
      negative
      error={remove.error}
      busy={remove.isPending}
      onSend={(code) => remove.mutate({ code })}
      onTyped={remove.reset}
      onClose={onClose}
    />
  )
}
