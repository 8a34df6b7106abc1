import { type FormEvent, useState } from 'react'
import { PASSWORD_LENGTH_MIN } from '#contract/identity/signin.limits.ts'
import { Button } from '#web/kit/ui/light/Button.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { Head, Icon, Trouble } from './parts.tsx'
import styles from './signin.module.css'
import { t } from './signin.texts.ts'
import type { Signin } from './useSignin.ts'

/** The screen after the phone, the same for every number: the password, or one of two ways to a code. */
export function PasswordStep({ signin, operator }: { signin: Signin; operator: boolean }) {
  const [value, setValue] = useState('')
  const [empty, setEmpty] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (value === '') setEmpty(true)
    else void signin.sendPassword(value)
  }
  const wrong = signin.error?.is === 'signin.passwordWrong' ? signin.error.sentence : undefined
  return (
    <form onSubmit={submit} noValidate>
      <Head
        title={t.password.title}
        sub={<PhoneLine signin={signin} lead={signin.state.byEmail ? t.email.label : t.password.sub} />}
      />
      <input type="hidden" autoComplete="username" name="username" value={signin.state.phone} readOnly />
      <SecretField
        label={t.password.label}
        value={value}
        autoComplete="current-password"
        error={empty ? t.password.empty : wrong}
        onChange={(typed) => {
          setValue(typed)
          setEmpty(false)
          signin.clearError()
        }}
      />
      <Trouble signin={signin} except={['signin.passwordWrong']} />
      <Button busy={signin.busy}>{t.proceed}</Button>
      <div className={styles.ways}>
        <button
          type="button"
          className={styles.row}
          disabled={signin.busy}
          onClick={() => void signin.askCode('forgot')}
        >
          {t.password.forgot}
          <Icon name="chevron" size={20} />
        </button>
        {!operator && !signin.state.byEmail && (
          <button
            type="button"
            className={styles.row}
            disabled={signin.busy}
            onClick={() => void signin.askCode('first')}
          >
            {t.password.first}
            <Icon name="chevron" size={20} />
          </button>
        )}
      </div>
    </form>
  )
}

/** IDN-05: a new password after the phone was shown to be one's own. */
export function NewPasswordStep({ signin }: { signin: Signin }) {
  const [value, setValue] = useState('')
  const [short, setShort] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if ([...value].length < PASSWORD_LENGTH_MIN) setShort(true)
    else void signin.sendNewPassword(value)
  }
  const weak = signin.error?.is === 'signin.passwordWeak' ? signin.error.sentence : undefined
  return (
    <form onSubmit={submit} noValidate>
      <Head title={t.setPassword.title} sub={signin.state.byEmail ? t.email.newPassword : t.setPassword.sub} />
      <input type="hidden" autoComplete="username" name="username" value={signin.state.phone} readOnly />
      <SecretField
        label={t.setPassword.label}
        value={value}
        autoComplete="new-password"
        hint={t.setPassword.hint}
        error={short ? t.setPassword.short(PASSWORD_LENGTH_MIN) : weak}
        onChange={(typed) => {
          setValue(typed)
          setShort(false)
          signin.clearError()
        }}
      />
      <Trouble signin={signin} except={['signin.passwordWeak']} />
      <Button busy={signin.busy}>{t.proceed}</Button>
    </form>
  )
}

export function PhoneLine({ signin, lead }: { signin: Signin; lead: string }) {
  return (
    <>
      {lead} <b className={styles.phone}>{signin.state.phone}</b>.{' '}
      <button type="button" className={styles.link} onClick={signin.back}>
        {signin.state.byEmail ? t.email.change : t.password.change}
      </button>
    </>
  )
}

interface SecretFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  autoComplete: string
  hint?: string
  error?: string | undefined
}

export function SecretField({ label, value, onChange, autoComplete, hint, error }: SecretFieldProps) {
  const [visible, setVisible] = useState(false)
  return (
    <TextField
      label={label}
      hint={hint}
      error={error}
      type={visible ? 'text' : 'password'}
      name="password"
      autoComplete={autoComplete}
      autoCapitalize="none"
      spellCheck={false}
      autoFocus
      value={value}
      onChange={(event) => onChange(event.target.value)}
      after={
        <button
          type="button"
          className={styles.eye}
          aria-label={visible ? t.password.hide : t.password.show}
          aria-pressed={visible}
          onClick={() => setVisible(!visible)}
        >
          <Icon name={visible ? 'hidden' : 'eye'} />
        </button>
      }
    />
  )
}
