import { Button, FormItem, Input } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { CONSENT_SIGNER_MAX, CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import type { ConsentState } from '#contract/communities/consents.ts'
import { type Family, getFamily, recordConsent, recordWithdrawal } from '#contract/communities/families.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { ConsentTextDialog } from './ConsentTextDialog.tsx'
import { ConsentView } from './ConsentView.tsx'
import styles from './children.module.css'
import { t } from './children.texts.ts'
import { WithdrawDialog } from './WithdrawDialog.tsx'

interface RecordPartProps {
  family: Family
  state: ConsentState
}

type Open = 'record' | 'read' | 'withdraw' | null

/** What the leader of a class and administrators see of the consent for a pupil, and record of what was signed. */
export function RecordPart({ family, state }: RecordPartProps) {
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const { consent } = state
  return (
    <section className={styles.state}>
      <h3>{t.record.title}</h3>
      <ConsentView state={state} />
      {state.needed && <p>{t.record.text}</p>}
      {state.needed && (
        <div className={styles.buttons}>
          {consent === null && (
            <Button size="l" onClick={() => setOpen('record')}>
              {t.record.open}
            </Button>
          )}
          <Button size="m" mode="secondary" onClick={() => setOpen('read')}>
            {t.read}
          </Button>
          {consent !== null && (
            <Button size="m" mode="outline" appearance="negative" onClick={() => setOpen('withdraw')}>
              {t.record.withdraw}
            </Button>
          )}
        </div>
      )}
      {open === 'record' && <RecordDialog family={family} onClose={close} />}
      {open === 'read' && <ConsentTextDialog version={consent?.textVersion ?? CONSENT_TEXT_VERSION} onClose={close} />}
      {open === 'withdraw' && <RecordWithdrawalDialog family={family} onClose={close} />}
    </section>
  )
}

function RecordDialog({ family, onClose }: { family: Family; onClose: () => void }) {
  const [paper, setPaper] = useState({ signedBy: '', signedOn: '' })
  const [checked, setChecked] = useState(false)
  const record = useCommand(recordConsent, {
    refreshes: [getFamily],
    onSuccess: () => {
      showToast(t.given)
      onClose()
    },
  })
  const refused = record.error instanceof ApiFailure ? record.error.details.field : undefined
  const missing = { signedBy: t.record.signedByMissing, signedOn: t.record.signedOnMissing }
  const errorOf = (field: keyof typeof paper): string | undefined => {
    if (checked && paper[field].trim() === '') return missing[field]
    return refused === field ? explain(record.error).sentence : undefined
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (paper.signedBy.trim() === '' || paper.signedOn === '') return
    const { unitId, childProfileId } = family
    record.mutate({ unitId, childProfileId, textVersion: CONSENT_TEXT_VERSION, ...paper })
  }
  const field = (name: keyof typeof paper, label: string, type: 'text' | 'date') => {
    const error = errorOf(name)
    return (
      <FormItem
        noPadding
        top={label}
        htmlFor={name}
        status={error === undefined ? 'default' : 'error'}
        bottom={error}
        bottomId={`${name}-note`}
      >
        <Input
          id={name}
          type={type}
          value={paper[name]}
          maxLength={type === 'text' ? CONSENT_SIGNER_MAX : undefined}
          autoComplete="off"
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : `${name}-note`}
          onChange={(event) => {
            setPaper({ ...paper, [name]: event.target.value })
            record.reset()
          }}
        />
      </FormItem>
    )
  }
  return (
    <Dialog
      title={t.record.open}
      sub={t.record.sub}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button size="l" type="submit" form="record-consent" loading={record.isPending}>
            {t.record.submit}
          </Button>
        </>
      }
    >
      <form id="record-consent" className={styles.form} onSubmit={submit} noValidate>
        {field('signedBy', t.record.signedBy, 'text')}
        {field('signedOn', t.record.signedOn, 'date')}
      </form>
      {refused === undefined && <ErrorLine error={record.error} />}
    </Dialog>
  )
}

function RecordWithdrawalDialog({ family, onClose }: { family: Family; onClose: () => void }) {
  const withdraw = useCommand(recordWithdrawal, {
    refreshes: [getFamily],
    onSuccess: () => {
      showToast(t.withdrawn)
      onClose()
    },
  })
  const { unitId, childProfileId } = family
  return (
    <WithdrawDialog
      title={t.record.withdrawTitle}
      name={family.childName}
      submit={t.record.withdraw}
      busy={withdraw.isPending}
      error={withdraw.error}
      onSubmit={() => withdraw.mutate({ unitId, childProfileId })}
      onClose={onClose}
    />
  )
}
