import { Button, FormItem, Textarea } from '@vkontakte/vkui'
import { useState } from 'react'
import { removeMember } from '#contract/communities/applications.ts'
import { REASON_MAX } from '#contract/communities/communities.limits.ts'
import { home, type Member, members } from '#contract/communities/communities.ts'
import { listUnits } from '#contract/communities/units.ts'
import { fullName } from '#contract/identity/names.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { t } from './members.texts.ts'

/** Ends a membership; says what the person loses before it is done. */
export function RemoveMemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { community } = useCommunity()
  const [reason, setReason] = useState('')
  const name = fullName(member)
  const remove = useCommand(removeMember, {
    refreshes: [members, listUnits, home],
    onSuccess: () => {
      showToast(t.removing.done(name))
      onClose()
    },
  })
  const send = () =>
    remove.mutate({
      communityId: community.communityId,
      profileId: member.profileId,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    })
  return (
    <Dialog
      title={t.removing.title}
      sub={name}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.removing.cancel}
          </Button>
          <Button size="l" appearance="negative" loading={remove.isPending} onClick={send}>
            {t.removing.submit}
          </Button>
        </>
      }
    >
      <p>{t.removing.text}</p>
      <FormItem noPadding top={t.removing.reason} htmlFor="reason">
        <Textarea
          id="reason"
          rows={2}
          maxLength={REASON_MAX}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </FormItem>
      <ErrorLine error={remove.error} />
    </Dialog>
  )
}
