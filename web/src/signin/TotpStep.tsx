import { type FormEvent, useState } from 'react'
import { FACTOR_CODE_LENGTH_MAX } from '#contract/identity/factors.limits.ts'
import { CODE_DIGITS } from '#contract/identity/signin.limits.ts'
import { Button } from '#web/kit/ui/light/Button.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { CannotEnter, Head, Icon, Trouble } from './parts.tsx'
import styles from './signin.module.css'
import { t } from './signin.texts.ts'
import type { Signin } from './useSignin.ts'

/** The code of an app in place of the SMS, or one on paper for whoever has the app not at hand. */
export function TotpStep({ signin }: { signin: Signin }) {
  const [paper, setPaper] = useState(false)
  const [value, setValue] = useState('')
  const [empty, setEmpty] = useState(false)
  const take = (typed: string) => {
    setValue(typed)
    setEmpty(false)
    signin.clearError()
    if (!paper && /^\d{6}$/.test(typed)) void signin.sendTotp(typed)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (value.trim().length < CODE_DIGITS) setEmpty(true)
    else void signin.sendTotp(value)
  }
  const wrong = signin.error?.is === 'factor.codeWrong' ? signin.error.sentence : undefined
  return (
    <form onSubmit={submit} noValidate>
      <Head title={paper ? t.totp.paperTitle : t.totp.title} sub={paper ? t.totp.paperSub : t.totp.sub} />
      <TextField
        key={String(paper)}
        label={paper ? t.totp.paperLabel : t.totp.label}
        error={empty ? t.totp.empty : wrong}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        inputMode={paper ? 'text' : 'numeric'}
        maxLength={FACTOR_CODE_LENGTH_MAX}
        autoFocus
        value={value}
        onChange={(event) => take(event.target.value)}
      />
      <Trouble signin={signin} except={['factor.codeWrong']} />
      <Button busy={signin.busy}>{t.proceed}</Button>
      <div className={styles.ways}>
        <button
          type="button"
          className={styles.row}
          onClick={() => {
            setPaper(!paper)
            take('')
          }}
        >
          {paper ? t.totp.app : t.totp.paper}
          <Icon name="chevron" size={20} />
        </button>
        <CannotEnter />
      </div>
    </form>
  )
}
