import { Button } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { QUOTA_MEGABYTES_MAX, QUOTA_SMS_MAX } from '#contract/communities/quotas.limits.ts'
import { listOrganisations, type ServedOrganisation, setQuotas } from '#contract/communities/suspension.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { Meters } from '../quotas/Meters.tsx'
import { ReasonItem } from './ReasonItem.tsx'
import styles from './serving.module.css'
import { t } from './serving.texts.ts'

const MEGABYTES = 1_024

interface QuotasDialogProps {
  organisation: ServedOrganisation
  onClose: () => void
}

/** How much an organisation may use, with a reason (ORG-19); the log holds both numbers. */
export function QuotasDialog({ organisation, onClose }: QuotasDialogProps) {
  const { communityId, name, quotas, quotaOrder } = organisation
  const [gigabytes, setGigabytes] = useState(shown(quotaOrder?.storageMegabytes, MEGABYTES))
  const [sms, setSms] = useState(shown(quotaOrder?.smsPerMonth, 1))
  const [reason, setReason] = useState('')
  const [told, setTold] = useState(false)
  const command = useCommand(setQuotas, {
    refreshes: [listOrganisations],
    onSuccess: () => {
      showToast(t.quotas.done)
      onClose()
    },
  })
  const storageMegabytes = amount(gigabytes, MEGABYTES, QUOTA_MEGABYTES_MAX)
  const smsPerMonth = amount(sms, 1, QUOTA_SMS_MAX)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTold(true)
    if (storageMegabytes === undefined || smsPerMonth === undefined || reason.trim() === '') return
    command.mutate({ communityId, storageMegabytes, smsPerMonth, reason: reason.trim() })
  }
  return (
    <Dialog
      title={t.quotas.title}
      sub={name}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button size="l" type="submit" form="quotas" loading={command.isPending}>
            {t.quotas.send}
          </Button>
        </>
      }
    >
      <form id="quotas" className={styles.form} onSubmit={submit} noValidate>
        <Meters quotas={quotas} />
        <TextField
          label={t.quotas.gigabytes}
          hint={t.quotas.hint}
          error={told && storageMegabytes === undefined ? t.quotas.wrong : undefined}
          inputMode="decimal"
          value={gigabytes}
          onChange={({ target }) => setGigabytes(target.value)}
        />
        <TextField
          label={t.quotas.sms}
          hint={t.quotas.hint}
          error={told && smsPerMonth === undefined ? t.quotas.wrong : undefined}
          inputMode="numeric"
          value={sms}
          onChange={({ target }) => setSms(target.value)}
        />
        <ReasonItem
          label={t.quotas.reason}
          missing={told && reason.trim() === '' ? t.suspending.missing : undefined}
          value={reason}
          onType={setReason}
        />
      </form>
      <ErrorLine error={command.error} />
    </Dialog>
  )
}

function shown(value: number | null | undefined, unit: number): string {
  return value === null || value === undefined ? '' : String(value / unit).replace('.', ',')
}

/** What was typed in its smallest unit; null when nothing was, undefined when it is no number of these. */
function amount(text: string, unit: number, max: number): number | null | undefined {
  const typed = text.replace(/\s/g, '').replace(',', '.')
  if (typed === '') return null
  const value = Math.round(Number(typed) * unit)
  return /^\d+(\.\d+)?$/.test(typed) && (unit > 1 || !typed.includes('.')) && value <= max ? value : undefined
}
