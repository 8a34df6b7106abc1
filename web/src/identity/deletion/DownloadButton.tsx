import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import type { state } from '#contract/identity/deletion.ts'
import { prepare, requestCode } from '#contract/identity/own-data.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './deletion.texts.ts'
import { ProofDialog } from './ProofDialog.tsx'

/** Downloads everything that is kept of the account, once its owner has shown that it is he. */
export function DownloadButton({ needs, label = t.download }: { needs: OutputOf<typeof state>; label?: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="l" mode="outline" appearance="neutral" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && <DownloadDialog needs={needs} onClose={() => setOpen(false)} />}
    </>
  )
}

function DownloadDialog({ needs, onClose }: { needs: OutputOf<typeof state>; onClose: () => void }) {
  const codes = useCommand(requestCode)
  const command = useCommand(prepare, {
    onSuccess: ({ path }) => {
      // The answer is a file, so the page stays.
      location.assign(path)
      showToast(t.downloading)
      onClose()
    },
  })
  return (
    <ProofDialog
      title={t.downloadTitle}
      sub={t.downloadSub}
      action={t.download}
      needs={needs}
      codes={codes}
      onSendCode={() => codes.mutate({})}
      command={command}
      onProve={(proof) => command.mutate(proof)}
      onClose={onClose}
    />
  )
}
