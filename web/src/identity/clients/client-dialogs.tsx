import { Button } from '@vkontakte/vkui'
import type { ReactNode } from 'react'
import { list, remove, rotateSecret } from '#contract/identity/oidc-clients.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import type { Client } from './ClientsPage.tsx'
import { t } from './clients.texts.ts'
import type { Secret } from './SecretDialog.tsx'

interface AskProps {
  title: string
  text: string
  action: string
  busy: boolean
  error: unknown
  onYes: () => void
  onClose: () => void
}

function Ask({ title, text, action, busy, error, onYes, onClose }: AskProps): ReactNode {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button size="l" appearance="negative" loading={busy} onClick={onYes}>
            {action}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      <ErrorLine error={error} />
    </Dialog>
  )
}

/** Asks before the old secret ends. */
export function RotateDialog(props: { client: Client; onRotated: (secret: Secret) => void; onClose: () => void }) {
  const { client, onRotated, onClose } = props
  const rotate = useCommand(rotateSecret, {
    onSuccess: ({ secret }) => onRotated({ clientId: client.id, name: client.name, secret }),
  })
  return (
    <Ask
      title={t.rotate}
      text={t.rotateBody(client.name)}
      action={t.rotate}
      busy={rotate.isPending}
      error={rotate.error}
      onYes={() => rotate.mutate({ id: client.id })}
      onClose={onClose}
    />
  )
}

/** Asks before a system is removed. */
export function RemoveDialog({ client, onClose }: { client: Client; onClose: () => void }) {
  const removing = useCommand(remove, {
    refreshes: [list],
    onSuccess: () => {
      showToast(t.removed)
      onClose()
    },
  })
  return (
    <Ask
      title={t.removeTitle}
      text={t.removeBody(client.name)}
      action={t.remove}
      busy={removing.isPending}
      error={removing.error}
      onYes={() => removing.mutate({ id: client.id })}
      onClose={onClose}
    />
  )
}
