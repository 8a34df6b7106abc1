import { Button } from '@vkontakte/vkui'
import type { Member } from '#contract/communities/communities.ts'
import { listEditors, setEditor } from '#contract/communities/page-editors.ts'
import { fullName } from '#contract/identity/names.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { t } from './members.texts.ts'

interface EditorDialogProps {
  member: Member
  /** He publishes on the page of the organisation by now. */
  isOne: boolean
  onClose: () => void
}

/** Lets a member publish on the page of the organisation, or takes that right; says first what it means. */
export function EditorDialog({ member, isOne, onClose }: EditorDialogProps) {
  const { communityId } = useCommunity().community
  const words = isOne ? t.takingPage : t.givingPage
  const name = fullName(member)
  const send = useCommand(setEditor, {
    refreshes: [listEditors],
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
            onClick={() => send.mutate({ communityId, profileId: member.profileId, editor: !isOne })}
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
