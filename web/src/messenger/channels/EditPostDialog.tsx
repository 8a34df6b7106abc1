import { Button, Textarea } from '@vkontakte/vkui'
import { useState } from 'react'
import { type ChannelPost, editPost, listPosts } from '#contract/messenger/channels.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './channels.texts.ts'

/** Another text for a post. */
export function EditPostDialog({ post, onClose }: { post: ChannelPost; onClose: () => void }) {
  const { chatId, seq, version } = post.message
  const [text, setText] = useState(post.message.text)
  const edit = useCommand(editPost, {
    refreshes: [listPosts],
    onSuccess: () => {
      showToast(t.editing.done)
      onClose()
    },
  })
  return (
    <Dialog
      title={t.editing.title}
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
            onClick={() => edit.mutate({ chatId, seq, version, text: text.trim() })}
          >
            {t.editing.submit}
          </Button>
        </>
      }
    >
      <label className="vh" htmlFor="edited-post">
        {t.compose.label}
      </label>
      <Textarea
        id="edited-post"
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
