import { Button } from '@vkontakte/vkui'
import { home, type Member, members } from '#contract/communities/communities.ts'
import { appoint, dismiss } from '#contract/communities/member-roles.ts'
import { fullName } from '#contract/identity/names.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { t } from './members.texts.ts'

/** Makes a member an administrator, or takes that right; says first what it means. */
export function AdministratorDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { communityId } = useCommunity().community
  const isOne = member.roles.some(({ role }) => role === 'administrator')
  const words = isOne ? t.dismissing : t.appointing
  const name = fullName(member)
  const send = useCommand(isOne ? dismiss : appoint, {
    refreshes: [members, home],
    onSuccess: () => {
      showToast(words.done(name))
      onClose()
    },
  })
  return (
    <Dialog
      title={words.title}
      sub={name}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button
            size="l"
            appearance={isOne ? 'negative' : 'accent'}
            loading={send.isPending}
            onClick={() => send.mutate({ communityId, profileId: member.profileId })}
          >
            {words.submit}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <ErrorLine error={send.error} />
    </Dialog>
  )
}
