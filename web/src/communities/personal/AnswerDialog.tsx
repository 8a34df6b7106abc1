import { Button } from '@vkontakte/vkui'
import { useEffect } from 'react'
import { answerCode, listPersonal, openCode } from '#contract/communities/personal-contacts.ts'
import { fullName } from '#contract/identity/names.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './personal.texts.ts'

/** Says whose code was opened before anything is agreed to. */
export function AnswerDialog({ token, onClose }: { token: string; onClose: () => void }) {
  const open = useCommand(openCode)
  const answer = useCommand(answerCode, {
    refreshes: [listPersonal],
    onSuccess: () => {
      showToast(t.answered)
      onClose()
    },
  })
  const { mutate } = open
  useEffect(() => mutate({ token }), [mutate, token])
  return (
    <Dialog
      title={t.answerTitle}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          {open.data !== undefined && (
            <Button size="l" loading={answer.isPending} onClick={() => answer.mutate({ token })}>
              {t.answer}
            </Button>
          )}
        </>
      }
    >
      {open.data !== undefined ? (
        <p>{t.answerText(fullName(open.data), open.data.organisations.join(', '))}</p>
      ) : (
        open.error === null && <RowsSkeleton rows={1} label={t.loading} />
      )}
      <ErrorLine error={open.error ?? answer.error} />
    </Dialog>
  )
}
