import { Button } from '@vkontakte/vkui'
import { commonChannelTitle } from '#contract/messenger/channels.abilities.ts'
import { erasePublication, listPublications, type Publication } from '#contract/messenger/publications.ts'
import { useCommunity } from '#web/communities/index.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './publications.texts.ts'

/** Takes a publication off the page for everybody, which nothing takes back. */
export function EraseDialog({ publication, onClose }: { publication: Publication; onClose: () => void }) {
  const { communityId, type } = useCommunity().community
  const erase = useCommand(erasePublication, {
    refreshes: [listPublications],
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
            onClick={() => erase.mutate({ communityId, seq: publication.message.seq })}
          >
            {t.erasing.submit}
          </Button>
        </>
      }
    >
      <p>{t.erasing.text}</p>
      {publication.mirrored && <p>{t.erasing.mirrored(commonChannelTitle(type))}</p>}
      <ErrorLine error={erase.error} />
    </Dialog>
  )
}
