import { Button } from '@vkontakte/vkui'
import { home } from '#contract/communities/communities.ts'
import { type InviteLink, listLinks, revokeLink } from '#contract/communities/links.ts'
import { api } from '#web/kit/api/api.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { refresh, useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { roleName } from '../terms/terms.ts'
import { t } from './links.texts.ts'

/** The line with the way back stays so long; the server allows ten minutes. */
const WAY_BACK_MS = 60_000

interface RevokeDialogProps {
  link: InviteLink
  onRevoked: () => void
  onClose: () => void
}

/** Says what a revocation does before it is done; for a while it is taken back by one press. */
export function RevokeDialog({ link, onRevoked, onClose }: RevokeDialogProps) {
  const { community } = useCommunity()
  const revoke = useCommand(revokeLink, {
    refreshes: [listLinks, home],
    onSuccess: () => {
      showToast(t.revoked, { until: Date.now() + WAY_BACK_MS, act: () => void bringBack(link) })
      onRevoked()
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

/** The dialogue is closed by then, and perhaps the page. */
async function bringBack({ id }: InviteLink): Promise<void> {
  try {
    await api.call(revokeLink, { linkId: id, restore: true })
    showToast(t.restored)
    await refresh(listLinks, home)
  } catch (error) {
    showFailure(explain(error).sentence)
  }
}
