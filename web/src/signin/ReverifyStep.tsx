import { type FormEvent, type ReactNode, useState } from 'react'
import { FACTOR_CODE_LENGTH_MAX } from '#contract/identity/factors.limits.ts'
import { CODE_DIGITS } from '#contract/identity/signin.limits.ts'
import { Button } from '#web/kit/ui/light/Button.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { SecretField } from './PasswordStep.tsx'
import { CannotEnter, Head, Icon, Trouble } from './parts.tsx'
import styles from './signin.module.css'
import { t } from './signin.texts.ts'
import type { Signin } from './useSignin.ts'

type Way = 'password' | 'code' | 'anew'

/** «Это вы?»: an account that was left for long opens to its owner, or is closed for whoever has its number now (IDN-25). */
export function ReverifyStep({ signin, operator }: { signin: Signin; operator: boolean }) {
  const [way, setWay] = useState<Way>('password')
  const go = (to: Way) => () => {
    signin.clearError()
    setWay(to)
  }
  if (way === 'anew') return <Anew signin={signin} onNo={go('password')} />
  const Form = way === 'password' ? ByPassword : ByCode
  return (
    <Form signin={signin}>
      <div className={styles.ways}>
        <button type="button" className={styles.row} onClick={go(way === 'password' ? 'code' : 'password')}>
          {way === 'password' ? t.reverify.byCode : t.reverify.byPassword}
          <Icon name="chevron" size={20} />
        </button>
        {!operator && (
          <button type="button" className={styles.row} onClick={go('anew')}>
            {t.reverify.anew}
            <Icon name="chevron" size={20} />
          </button>
        )}
        <CannotEnter />
      </div>
    </Form>
  )
}

interface FormProps {
  signin: Signin
  children: ReactNode
}

function ByPassword({ signin, children }: FormProps) {
  const [value, setValue] = useState('')
  const [empty, setEmpty] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (value === '') setEmpty(true)
    else void signin.sendOldPassword(value)
  }
  const wrong = signin.error?.is === 'signin.passwordWrong' ? signin.error.sentence : undefined
  return (
    <form onSubmit={submit} noValidate>
      <Head title={t.reverify.title} sub={t.reverify.sub} />
      <SecretField
        label={t.password.label}
        value={value}
        autoComplete="current-password"
        error={empty ? t.reverify.password : wrong}
        onChange={(typed) => {
          setValue(typed)
          setEmpty(false)
          signin.clearError()
        }}
      />
      <Trouble signin={signin} except={['signin.passwordWrong']} />
      <Button busy={signin.busy}>{t.proceed}</Button>
      {children}
    </form>
  )
}

function ByCode({ signin, children }: FormProps) {
  const [value, setValue] = useState('')
  const [empty, setEmpty] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (value.trim().length < CODE_DIGITS) setEmpty(true)
    else void signin.sendOldTotp(value)
  }
  const wrong = signin.error?.is === 'factor.codeWrong' ? signin.error.sentence : undefined
  return (
    <form onSubmit={submit} noValidate>
      <Head title={t.reverify.title} sub={t.reverify.sub} />
      <TextField
        label={t.totp.label}
        error={empty ? t.reverify.code : wrong}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={FACTOR_CODE_LENGTH_MAX}
        autoFocus
        value={value}
        onChange={(event) => {
          setValue(event.target.value)
          setEmpty(false)
          signin.clearError()
        }}
      />
      <Trouble signin={signin} except={['factor.codeWrong']} />
      <Button busy={signin.busy}>{t.proceed}</Button>
      {children}
    </form>
  )
}

/** Closing an account is asked twice. */
function Anew({ signin, onNo }: { signin: Signin; onNo: () => void }) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void signin.beginAnew()
  }
  return (
    <form onSubmit={submit}>
      <Head title={t.reverify.anewTitle} sub={t.reverify.anewSub} />
      <Trouble signin={signin} />
      <Button busy={signin.busy}>{t.reverify.agree}</Button>
      <div className={styles.ways}>
        <button type="button" className={styles.row} onClick={onNo}>
          {t.reverify.no}
          <Icon name="chevron" size={20} />
        </button>
      </div>
    </form>
  )
}
