import { Button } from '@vkontakte/vkui'
import { type ChannelPost, erasePosts, listChannels, listPosts } from '#contract/messenger/channels.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './channels.texts.ts'

/** Takes a post away from everybody. */
export function ErasePostDialog({ post, onClose }: { post: ChannelPost; onClose: () => void }) {
  const { chatId, seq } = post.message
  const erase = useCommand(erasePosts, {
    refreshes: [listPosts, listChannels],
    onSuccess: () => {
      showToast(t.erasing.done)
      onClose()
    },
  })
  return (
    <Dialog
      title={t.erasing.title}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.erasing.cancel}
          </Button>
          <Button
            size="l"
            appearance="negative"
            loading={erase.isPending}
            onClick={() => erase.mutate({ chatId, seqs: [seq] })}
          >
            {t.erasing.submit}
          </Button>
        </>
      }
    >
      <p>{t.erasing.text}</p>
      <ErrorLine error={erase.error} />
    </Dialog>
  )
}
