import { type FormEvent, useState } from 'react'
import { Button } from '#web/kit/ui/light/Button.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { Head, Icon, Trouble } from './parts.tsx'
import styles from './signin.module.css'
import { t } from './signin.texts.ts'
import type { Signin } from './useSignin.ts'

/** The sign-in of pupils whom a teacher has invited by e-mail (IDN-13); nobody registers here. */
export function EmailStep({ signin }: { signin: Signin }) {
  const [email, setEmail] = useState(signin.state.phone)
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const whole = /\S@\S/.test(email)
    setMissing(!whole)
    if (whole) void signin.sendEmail(email.trim())
  }
  const refused = signin.error?.is === 'signin.emailInvalid' ? signin.error.sentence : undefined
  return (
    <form onSubmit={submit} noValidate>
      <Head title={t.email.title} sub={t.email.sub} />
      <TextField
        label={t.email.label}
        hint={t.email.hint}
        error={missing ? t.email.incomplete : refused}
        type="email"
        name="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={email}
        onChange={(event) => {
          setEmail(event.target.value)
          setMissing(false)
          signin.clearError()
        }}
      />
      <Trouble signin={signin} except={['signin.emailInvalid']} />
      <Button busy={signin.busy}>{t.proceed}</Button>
      <div className={styles.ways}>
        <button type="button" className={styles.row} onClick={signin.back}>
          {t.email.byPhone}
          <Icon name="chevron" size={20} />
        </button>
      </div>
    </form>
  )
}
