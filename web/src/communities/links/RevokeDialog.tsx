import { Button } from '@vkontakte/vkui'
import { home } from '#contract/communities/communities.ts'
import { type InviteLink, listLinks, revokeLink } from '#contract/communities/links.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { roleName } from '../terms/terms.ts'
import { t } from './links.texts.ts'

/** Says what a revocation does before it is done: there is no way back. */
export function RevokeDialog({ link, onClose }: { link: InviteLink; onClose: () => void }) {
  const { community } = useCommunity()
  const revoke = useCommand(revokeLink, {
    refreshes: [listLinks, home],
    onSuccess: () => {
      showToast(t.revoked)
      onClose()
    },
  })
  return (
    <Dialog
      title={t.revoking.title}
      sub={`${link.unitName}, ${roleName(community.type, link.role).toLocaleLowerCase()}`}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.revoking.keep}
          </Button>
          <Button
            size="l"
            appearance="negative"
            loading={revoke.isPending}
            onClick={() => revoke.mutate({ linkId: link.id })}
          >
            {t.revoking.submit}
          </Button>
        </>
      }
    >
      <p>{t.revoking.text}</p>
      <ErrorLine error={revoke.error} />
    </Dialog>
  )
}
