import { Button, Checkbox } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { state as factors } from '#contract/identity/factors.ts'
import { change, requestCode, state } from '#contract/identity/password.ts'
import { current, list } from '#contract/identity/sessions.ts'
import { CODE_DIGITS, PASSWORD_LENGTH_MIN } from '#contract/identity/signin.limits.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import styles from './PasswordDialog.module.css'
import { t } from './password.texts.ts'

const AT_PROOF = ['signin.passwordWrong', 'signin.codeWrong', 'signin.codeExpired', 'signin.codeSpent'] as const

interface PasswordDialogProps {
  isSet: boolean
  phoneMasked: string
  onClose: () => void
}

/** A new password: with the present one, or with a code by SMS where none is set. */
export function PasswordDialog({ isSet, phoneMasked, onClose }: PasswordDialogProps) {
  const form = usePasswordForm(isSet, onClose)
  const asking = !isSet && !form.code.isSuccess
  return (
    <Dialog
      title={isSet ? t.changeTitle : t.setUpTitle}
      sub={t.body}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          {asking ? (
            <Button size="l" loading={form.code.isPending} onClick={() => form.code.mutate({})}>
              {t.sendCode}
            </Button>
          ) : (
            <Button size="l" type="submit" form="password" loading={form.change.isPending}>
              {t.save}
            </Button>
          )}
        </>
      }
    >
      {asking ? <p>{t.codeBody(phoneMasked)}</p> : <Fields form={form} isSet={isSet} phoneMasked={phoneMasked} />}
      <ErrorLine error={form.code.error ?? (form.isAtField ? null : form.change.error)} />
    </Dialog>
  )
}

type Form = ReturnType<typeof usePasswordForm>

function usePasswordForm(isSet: boolean, onClose: () => void) {
  const [proof, setProof] = useState('')
  const [password, setPassword] = useState('')
  const [checked, setChecked] = useState(false)
  const [again, setAgain] = useState(false)
  const code = useCommand(requestCode)
  const command = useCommand(change, {
    refreshes: [state, factors, current, list],
    onSuccess: () => {
      showToast(isSet ? t.done : t.setDone)
      onClose()
    },
  })
  const proofMissing = isSet ? proof === '' : proof.length !== CODE_DIGITS
  const short = [...password].length < PASSWORD_LENGTH_MIN
  const { error } = command
  const weak = isFailure(error, 'signin.passwordWeak')
  const wrong = AT_PROOF.some((refusal) => isFailure(error, refusal))
  const typed = (set: (value: string) => void) => (value: string) => {
    set(value)
    command.reset()
  }
  return {
    proof,
    password,
    code,
    change: command,
    isAtField: weak || wrong,
    proofError:
      checked && proofMissing ? (isSet ? t.presentMissing : t.codeShort) : wrong ? explain(error).sentence : undefined,
    passwordError: checked && short ? t.short(PASSWORD_LENGTH_MIN) : weak ? explain(error).sentence : undefined,
    /** Another code is on its way. */
    again,
    askAgain: () => {
      typed(setProof)('')
      setAgain(true)
      code.mutate({})
    },
    onProof: typed(setProof),
    onPassword: typed(setPassword),
    submit: (event: FormEvent) => {
      event.preventDefault()
      setChecked(true)
      if (proofMissing || short) return
      command.mutate({ password, proof: isSet ? { present: proof } : { code: proof } })
    },
  }
}

function Fields({ form, isSet, phoneMasked }: { form: Form; isSet: boolean; phoneMasked: string }) {
  const [visible, setVisible] = useState(false)
  const type = visible ? 'text' : 'password'
  const secret = { type, autoCapitalize: 'none', spellCheck: false } as const
  return (
    <form id="password" className={styles.form} onSubmit={form.submit} noValidate>
      {isSet ? (
        <TextField
          {...secret}
          label={t.present}
          hint={t.forgot}
          error={form.proofError}
          autoComplete="current-password"
          value={form.proof}
          onChange={(event) => form.onProof(event.target.value)}
        />
      ) : (
        <>
          <p role="status">{form.again && form.code.isSuccess ? t.sentAgain : t.sent(phoneMasked)}</p>
          <TextField
            label={t.code}
            error={form.proofError}
            autoComplete="one-time-code"
            inputMode="numeric"
            value={form.proof}
            onChange={(event) => form.onProof(event.target.value.replace(/\D/g, '').slice(0, CODE_DIGITS))}
          />
          <Button size="m" mode="tertiary" loading={form.code.isPending} onClick={form.askAgain}>
            {t.again}
          </Button>
        </>
      )}
      <TextField
        {...secret}
        label={t.password}
        hint={t.hint}
        error={form.passwordError}
        autoComplete="new-password"
        value={form.password}
        onChange={(event) => form.onPassword(event.target.value)}
      />
      <Checkbox checked={visible} onChange={(event) => setVisible(event.target.checked)}>
        {t.show}
      </Checkbox>
    </form>
  )
}
