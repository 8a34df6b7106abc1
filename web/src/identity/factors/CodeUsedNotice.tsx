import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { state } from '#contract/identity/factors.ts'
import { endOthers, list } from '#contract/identity/sessions.ts'
import { keep, recall, TOLD_CODE } from '#web/kit/account/kept.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { t } from './factors.texts.ts'

/** Tells a device once that somebody has signed in elsewhere with a spare code, and how many are left. */
export function CodeUsedNotice({ at }: { at: string }) {
  const [seen, setSeen] = useState<string | null>(() => recall(TOLD_CODE))
  return seen === at ? null : <Notice at={at} onSeen={() => setSeen(at)} />
}

function Notice({ at, onSeen }: { at: string; onSeen: () => void }) {
  const { data } = useApi(state, {})
  const close = () => {
    keep(TOLD_CODE, at)
    onSeen()
  }
  const command = useCommand(endOthers, {
    refreshes: [list],
    onSuccess: () => {
      showToast(t.endedOthers)
      close()
    },
  })
  return (
    <Dialog
      title={t.usedTitle}
      sub={<When at={at} />}
      onClose={close}
      footer={
        <>
          <Button
            size="l"
            mode="outline"
            appearance="negative"
            loading={command.isPending}
            onClick={() => command.mutate({})}
          >
            {t.endOthers}
          </Button>
          <Button size="l" data-first onClick={close}>
            {t.mine}
          </Button>
        </>
      }
    >
      <p>
        {t.used} {data?.totp === true && t.left(data.recoveryCodesLeft)}
      </p>
      <p>{t.usedNote}</p>
      <ErrorLine error={command.error} />
    </Dialog>
  )
}
