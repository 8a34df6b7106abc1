import { Icon16CheckCircle, Icon16WarningTriangle } from '@vkontakte/icons'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { formatPhone, isPhoneWhole, phoneDigits } from '#web/kit/ui/phone.ts'
import { usePhoneInput } from '#web/kit/ui/usePhoneInput.ts'
import styles from './orders.module.css'
import { t } from './orders.texts.ts'

interface PhonesSideProps {
  /** What the phone of the form is, where it is not that of a request. */
  label?: string
  /** Of the form, E.164. */
  formPhone: string
  /** As it was read in the order. */
  orderPhone: string
  missing?: string | undefined
  onType: (phone: string) => void
}

/** The phone of the form and that of the order side by side; the second one is typed by whoever reads it there (ORG-02). */
export function PhonesSide({ label = t.phones.form, formPhone, orderPhone, missing, onType }: PhonesSideProps) {
  const input = usePhoneInput(orderPhone, onType)
  const isWhole = isPhoneWhole(orderPhone)
  const isSame = isWhole && phoneDigits(orderPhone) === phoneDigits(formPhone)
  return (
    <div className={styles.phones}>
      <div className={styles.form}>
        <p>{label}</p>
        <b>{formatPhone(formPhone)}</b>
      </div>
      <TextField label={t.phones.order} hint={t.phones.hint} error={missing} {...input} autoComplete="off" />
      <p className={styles.verdict} role="status">
        {isWhole && (
          <>
            {isSame ? <Icon16CheckCircle /> : <Icon16WarningTriangle />}
            <span>{isSame ? t.phones.same : t.phones.differ}</span>
          </>
        )}
      </p>
    </div>
  )
}
