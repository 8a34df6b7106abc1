import { Button, FormItem, Textarea } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { REASON_MAX } from '#contract/communities/communities.limits.ts'
import { members } from '#contract/communities/communities.ts'
import {
  type Family,
  type FamilyAdult,
  getFamily,
  listCases,
  ownFamilies,
  removeAdult,
  reportAdult,
} from '#contract/communities/families.ts'
import { fullName } from '#contract/identity/names.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './family.texts.ts'

interface TakeDialogProps {
  family: Family
  adult: FamilyAdult
  onClose: () => void
}

/** Takes an adult out of a family: an administrator at once, the child or a parent until administrators decide (INV-12). */
export function TakeDialog({ family, adult, onClose }: TakeDialogProps) {
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const words = family.canAllowMore ? t.removing : t.reporting
  const take = useCommand(family.canAllowMore ? removeAdult : reportAdult, {
    refreshes: [getFamily, ownFamilies, listCases, members],
    onSuccess: () => {
      showToast(words.done)
      onClose()
    },
  })
  const { unitId, childProfileId } = family
  const send = (event: FormEvent) => {
    event.preventDefault()
    const told = reason.trim().replace(/\s+/gu, ' ')
    if (told === '') setMissing(true)
    else take.mutate({ unitId, childProfileId, adultProfileId: adult.profileId, reason: told })
  }
  return (
    <Dialog
      title={words.title}
      sub={fullName(adult)}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.keep}
          </Button>
          <Button size="l" type="submit" form="take-adult" appearance="negative" loading={take.isPending}>
            {words.submit}
          </Button>
        </>
      }
    >
      <form id="take-adult" onSubmit={send} noValidate>
        <p>{words.text}</p>
        <FormItem
          noPadding
          required
          top={t.reason}
          htmlFor="take-reason"
          status={missing ? 'error' : 'default'}
          bottom={missing ? t.reasonMissing : undefined}
        >
          <Textarea
            id="take-reason"
            rows={2}
            maxLength={REASON_MAX}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value)
              setMissing(false)
            }}
          />
        </FormItem>
        <ErrorLine error={take.error} />
      </form>
    </Dialog>
  )
}
