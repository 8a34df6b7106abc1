import { Button, FormItem, Textarea } from '@vkontakte/vkui'
import { useState } from 'react'
import type { Member } from '#contract/communities/communities.ts'
import { takePhoto } from '#contract/communities/member-photos.ts'
import { fullName } from '#contract/identity/names.ts'
import { PHOTO_REASON_MAX } from '#contract/identity/photos.limits.ts'
import { renewPhoto } from '#web/kit/photos/photos.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { t } from './members.texts.ts'

/** Takes the photo of a member away, with a reason that he reads (ACC-01). */
export function TakePhotoDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { community } = useCommunity()
  const { profileId } = member
  const [reason, setReason] = useState('')
  const [checked, setChecked] = useState(false)
  const isMissing = checked && reason.trim() === ''
  const take = useCommand(takePhoto, {
    onSuccess: () => {
      renewPhoto(profileId)
      showToast(t.taking.done)
      onClose()
    },
  })
  const send = () => {
    setChecked(true)
    if (reason.trim() !== '') take.mutate({ communityId: community.communityId, profileId, reason: reason.trim() })
  }
  return (
    <Dialog
      title={t.taking.title}
      sub={fullName(member)}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.taking.cancel}
          </Button>
          <Button size="l" appearance="negative" loading={take.isPending} onClick={send}>
            {t.taking.submit}
          </Button>
        </>
      }
    >
      <p>{t.taking.text}</p>
      <FormItem
        noPadding
        top={t.taking.reason}
        htmlFor="photo-reason"
        status={isMissing ? 'error' : 'default'}
        bottom={isMissing ? t.taking.reasonMissing : undefined}
        bottomId="photo-reason-note"
      >
        <Textarea
          id="photo-reason"
          rows={2}
          maxLength={PHOTO_REASON_MAX}
          value={reason}
          aria-invalid={isMissing}
          aria-describedby={isMissing ? 'photo-reason-note' : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
      </FormItem>
      <ErrorLine error={take.error} />
    </Dialog>
  )
}
