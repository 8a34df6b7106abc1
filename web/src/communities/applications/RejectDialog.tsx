import { Button, FormItem, Radio, Textarea } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import type { Application } from '#contract/communities/applications.ts'
import { REASON_MAX } from '#contract/communities/communities.limits.ts'
import { fullName } from '#contract/identity/names.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { roleName } from '../terms/terms.ts'
import { t } from './applications.texts.ts'
import styles from './RejectDialog.module.css'

interface RejectDialogProps {
  applications: readonly Application[]
  count: number
  busy: boolean
  onReject: (reason: string) => void
  onClose: () => void
}

type Preset = keyof typeof t.rejecting.reasons
const PRESETS = Object.keys(t.rejecting.reasons) as Preset[]

/** A rejection needs a reason, and the applicant reads it. */
export function RejectDialog({ applications, count, busy, onReject, onClose }: RejectDialogProps) {
  const { community } = useCommunity()
  const [preset, setPreset] = useState<Preset>('notInList')
  const [comment, setComment] = useState('')
  const [missing, setMissing] = useState(false)
  const only = count === 1 ? applications[0] : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const parts = [preset === 'other' ? '' : t.rejecting.reasons[preset], comment.trim()]
    const reason = parts.filter((part) => part !== '').join('. ')
    if (reason === '') setMissing(true)
    else onReject(reason.slice(0, REASON_MAX))
  }
  return (
    <Dialog
      title={only === undefined ? t.rejecting.titleMany(count) : t.rejecting.titleOne}
      sub={only && [fullName(only), roleName(community.type, only.role), only.unitName].join(' · ')}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.rejecting.keep}
          </Button>
          <Button size="l" appearance="negative" type="submit" form="reject" loading={busy}>
            {t.rejecting.submit}
          </Button>
        </>
      }
    >
      <form id="reject" className={styles.form} onSubmit={submit} noValidate>
        <fieldset>
          <legend>{t.rejecting.legend}</legend>
          {PRESETS.map((key) => (
            <Radio
              key={key}
              name="reason"
              value={key}
              checked={preset === key}
              onChange={() => {
                setPreset(key)
                setMissing(false)
              }}
            >
              {t.rejecting.reasons[key]}
            </Radio>
          ))}
        </fieldset>
        <FormItem
          noPadding
          top={t.rejecting.comment}
          htmlFor="comment"
          status={missing ? 'error' : 'default'}
          bottom={missing ? t.rejecting.missing : t.rejecting.commentHint(REASON_MAX)}
          bottomId="comment-note"
        >
          <Textarea
            id="comment"
            rows={3}
            maxLength={REASON_MAX - 60}
            value={comment}
            aria-invalid={missing}
            aria-describedby="comment-note"
            onChange={(event) => {
              setComment(event.target.value)
              setMissing(false)
            }}
          />
        </FormItem>
      </form>
    </Dialog>
  )
}
