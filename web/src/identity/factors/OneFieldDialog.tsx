import { Button } from '@vkontakte/vkui'
import { type FormEvent, type ReactNode, useState } from 'react'
import { PASSKEY_NAME_MAX } from '#contract/identity/factors.limits.ts'
import { CODE_DIGITS } from '#contract/identity/signin.limits.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import styles from './factors.module.css'
import { t } from './factors.texts.ts'

const AUTOFILL = { password: 'current-password', code: 'one-time-code', name: 'off' } as const

interface OneFieldDialogProps {
  title: string
  sub: string
  /** What the field is for, what the browser may fill in, what is said when it is left empty, and of a code that does not fit. */
  field: { label: string; kind: 'password' | 'code' | 'name'; missing: string; value?: string; wrong?: string }
  action: string
  negative?: boolean
  error: Error | null
  busy: boolean
  onSend: (value: string) => void
  onTyped: () => void
  onClose: () => void
  children?: ReactNode
}

/** A dialogue that waits for a password or for a code. */
export function OneFieldDialog(props: OneFieldDialogProps) {
  const { title, sub, field, action, negative = false, error, busy, onSend, onTyped, onClose, children } = props
  const [value, setValue] = useState(field.value ?? '')
  const [missing, setMissing] = useState(false)
  const wrong = isFailure(error, 'factor.codeWrong') || isFailure(error, 'signin.passwordWrong')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const short = value.trim().length < (field.kind === 'code' ? CODE_DIGITS : 1)
    setMissing(short)
    if (!short) onSend(value)
  }
  return (
    <Dialog
      title={title}
      sub={sub}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button size="l" type="submit" form="factor" loading={busy} appearance={negative ? 'negative' : 'accent'}>
            {action}
          </Button>
        </>
      }
    >
      <form id="factor" className={styles.form} onSubmit={submit} noValidate>
        {children}
        <TextField
          label={field.label}
          error={missing ? field.missing : wrong ? (field.wrong ?? explain(error).sentence) : undefined}
          type={field.kind === 'password' ? 'password' : 'text'}
          autoComplete={AUTOFILL[field.kind]}
          maxLength={field.kind === 'name' ? PASSKEY_NAME_MAX : undefined}
          autoCapitalize="none"
          spellCheck={false}
          value={value}
          onChange={(event) => {
            setValue(event.target.value)
            setMissing(false)
            onTyped()
          }}
        />
      </form>
      <ErrorLine error={wrong ? null : error} />
    </Dialog>
  )
}
