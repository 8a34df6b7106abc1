import { type FormEvent, useState } from 'react'
import { hasPasskeys } from '#web/kit/api/passkey.ts'
import { Button } from '#web/kit/ui/light/Button.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { formatPhone, isPhoneWhole } from '#web/kit/ui/phone.ts'
import { usePhoneInput } from '#web/kit/ui/usePhoneInput.ts'
import { EndedNote } from './EndedNote.tsx'
import { HereNote } from './HereNote.tsx'
import { CannotEnter, Head, Icon, Trouble } from './parts.tsx'
import styles from './signin.module.css'
import { t } from './signin.texts.ts'
import type { Signin } from './useSignin.ts'

/** IDN-03: the number of a mobile phone. */
export function PhoneStep({ signin, operator }: { signin: Signin; operator: boolean }) {
  const [phone, setPhone] = useState(() => signin.state.phone || formatPhone('+7'))
  const [incomplete, setIncomplete] = useState(false)
  const input = usePhoneInput(phone, (value) => {
    setPhone(value)
    setIncomplete(false)
    signin.clearError()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isPhoneWhole(phone)) void signin.sendPhone(phone)
    else {
      setIncomplete(true)
      input.ref.current?.focus()
    }
  }
  const refused = signin.error?.is === 'signin.phoneInvalid' ? signin.error.sentence : undefined
  return (
    <form onSubmit={submit} noValidate>
      <Head title={operator ? t.phone.operatorTitle : t.phone.title} sub={t.phone.sub} />
      <EndedNote />
      <HereNote />
      <TextField
        label={t.phone.label}
        hint={t.phone.hint}
        error={incomplete ? t.phone.incomplete : refused}
        name="phone"
        autoFocus
        {...input}
      />
      <Trouble signin={signin} except={['signin.phoneInvalid']} />
      <Button busy={signin.busy}>{t.proceed}</Button>
      <div className={styles.ways}>
        {hasPasskeys() && (
          <button type="button" className={styles.row} disabled={signin.busy} onClick={() => void signin.sendPasskey()}>
            {t.phone.passkey}
            <Icon name="chevron" size={20} />
          </button>
        )}
        {!operator && (
          <button type="button" className={styles.row} disabled={signin.busy} onClick={signin.chooseEmail}>
            {t.phone.email}
            <Icon name="chevron" size={20} />
          </button>
        )}
        <CannotEnter />
      </div>
    </form>
  )
}
