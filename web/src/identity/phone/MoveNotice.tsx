import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { cancel, state } from '#contract/identity/phone.ts'
import { current } from '#contract/identity/sessions.ts'
import { keep, recall, TOLD_MOVE } from '#web/kit/account/kept.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { t } from './phone.texts.ts'

/** Tells a device once that the account moves to another number (IDN-21). */
export function MoveNotice({ at }: { at: string }) {
  const [seen, setSeen] = useState(() => recall(TOLD_MOVE) === at)
  const { data } = useApi(state, {})
  const command = useCommand(cancel, { refreshes: [state, current], onSuccess: () => showToast(t.cancelled) })
  if (seen) return null
  const close = () => {
    keep(TOLD_MOVE, at)
    setSeen(true)
  }
  return (
    <Dialog
      title={t.noticeTitle}
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
            {t.cancelMove}
          </Button>
          <Button size="l" data-first onClick={close}>
            {t.mine}
          </Button>
        </>
      }
    >
      <p>{data?.waiting?.byTicket === true ? t.noticeTicket : t.notice}</p>
      {data?.waiting?.resetsFactors === true && <p>{t.resets}</p>}
      <p>{t.waitsNote}</p>
      <ErrorLine error={command.error} />
    </Dialog>
  )
}
