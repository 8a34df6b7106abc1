import { Button, Textarea } from '@vkontakte/vkui'
import { useState } from 'react'
import {
  editAnnouncement,
  listAnnouncements,
  type OwnAnnouncement,
  withdrawAnnouncement,
} from '#contract/messenger/announcements.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './announcements.texts.ts'

interface ChangeProps {
  announcement: OwnAnnouncement
  onClose: () => void
}

/** Another text in all the places. */
export function EditDialog({ announcement, onClose }: ChangeProps) {
  const { communityId, id, version } = announcement
  const [text, setText] = useState(announcement.text)
  const edit = useCommand(editAnnouncement, {
    refreshes: [listAnnouncements],
    onSuccess: () => {
      showToast(t.editing.done)
      onClose()
    },
  })
  return (
    <Dialog
      title={t.editing.title}
      sub={t.editing.hint}
      wide
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.editing.cancel}
          </Button>
          <Button
            size="l"
            loading={edit.isPending}
            onClick={() => edit.mutate({ communityId, id, version, text: text.trim() })}
          >
            {t.editing.submit}
          </Button>
        </>
      }
    >
      <label className="vh" htmlFor="edited-announcement">
        {t.form.text}
      </label>
      <Textarea
        id="edited-announcement"
        rows={6}
        grow
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          edit.reset()
        }}
      />
      <ErrorLine error={edit.error} />
    </Dialog>
  )
}

/** Takes it away from everywhere. */
export function WithdrawDialog({ announcement: { communityId, id }, onClose }: ChangeProps) {
  const withdraw = useCommand(withdrawAnnouncement, {
    refreshes: [listAnnouncements],
    onSuccess: () => {
      showToast(t.withdrawing.done)
      onClose()
    },
  })
  return (
    <Dialog
      title={t.withdrawing.title}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.withdrawing.cancel}
          </Button>
          <Button
            size="l"
            appearance="negative"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ communityId, id })}
          >
            {t.withdrawing.submit}
          </Button>
        </>
      }
    >
      <p>{t.withdrawing.text}</p>
      <ErrorLine error={withdraw.error} />
    </Dialog>
  )
}
