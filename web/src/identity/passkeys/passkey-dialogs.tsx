import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { add, begin, list, remove, rename } from '#contract/identity/passkeys.ts'
import { api } from '#web/kit/api/api.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { makePasskey } from '#web/kit/api/passkey.ts'
import { refresh, useCommand } from '#web/kit/query/useApi.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { OneFieldDialog } from '../factors/OneFieldDialog.tsx'
import type { Passkey } from './PasskeysCard.tsx'
import { t } from './passkeys.texts.ts'

const PASSWORD = { label: t.password, kind: 'password', missing: t.passwordMissing } as const

/** The password, then whatever the device asks for. */
export function AddPasskey({ onClose }: { onClose: () => void }) {
  const making = useMutation({
    mutationFn: async (password: string) => {
      const asked = await api.call(begin, { password })
      const made = await makePasskey(asked)
      if (made === null || made === 'there') return made
      await api.call(add, { ...made, name: asked.device === '' ? t.newName : asked.device })
      return 'added'
    },
    onSuccess: async (done) => {
      if (done !== 'added') return
      showToast(t.added)
      onClose()
      await refresh(list)
    },
  })
  return (
    <OneFieldDialog
      title={t.addTitle}
      sub={t.addSub}
      field={PASSWORD}
      action={t.add}
      error={making.error}
      busy={making.isPending}
      onSend={making.mutate}
      onTyped={making.reset}
      onClose={onClose}
    >
      {making.data === 'there' && <p role="alert">{t.there}</p>}
    </OneFieldDialog>
  )
}

export function RenamePasskey({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const renaming = useCommand(rename, { refreshes: [list], onSuccess: onClose })
  useRefreshWhenGone(renaming.error)
  return (
    <OneFieldDialog
      title={t.renameTitle}
      sub={t.renameSub}
      field={{ label: t.name, kind: 'name', missing: t.nameMissing, value: passkey.name }}
      action={t.save}
      error={renaming.error}
      busy={renaming.isPending}
      onSend={(name) => renaming.mutate({ id: passkey.id, name: name.trim() })}
      onTyped={renaming.reset}
      onClose={onClose}
    />
  )
}

export function RemovePasskey({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const removing = useCommand(remove, {
    refreshes: [list],
    onSuccess: () => {
      showToast(t.removed)
      onClose()
    },
  })
  useRefreshWhenGone(removing.error)
  return (
    <OneFieldDialog
      title={t.removeTitle}
      sub={t.removeSub(passkey.name)}
      field={PASSWORD}
      action={t.remove}
      negative
      error={removing.error}
      busy={removing.isPending}
      onSend={(password) => removing.mutate({ id: passkey.id, password })}
      onTyped={removing.reset}
      onClose={onClose}
    />
  )
}

/** A key that another tab or device has removed meanwhile is in the list no more. */
function useRefreshWhenGone(error: Error | null): void {
  const gone = isFailure(error, 'passkey.unknown')
  useEffect(() => {
    if (gone) void refresh(list)
  }, [gone])
}
