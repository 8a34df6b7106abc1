import { Button, FormItem, Input } from '@vkontakte/vkui'
import { type FormEvent, useRef, useState } from 'react'
import { COMMUNITY_NAME_MAX } from '#contract/communities/communities.limits.ts'
import { checkAdministrator } from '#contract/communities/tickets.ts'
import { NAME_LENGTH_MAX } from '#contract/identity/signin.limits.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import styles from './tickets.module.css'
import { t } from './tickets.texts.ts'

const EMPTY = { organisationName: '', surname: '', name: '', patronymic: '', lastDigits: '' }
const DIGITS = 4

type Values = typeof EMPTY
type Field = keyof Values

interface AdministratorFormProps {
  secret: string
  onFiled: () => void
  onBack: () => void
}

/** Full name of the organisation, full name of its administrator, last four digits of his phone (ORG-11). */
export function AdministratorForm({ secret, onFiled, onBack }: AdministratorFormProps) {
  const [values, setValues] = useState(EMPTY)
  const [missing, setMissing] = useState<readonly Field[]>([])
  const element = useRef<HTMLFormElement>(null)
  const command = useCommand(checkAdministrator, { onSuccess: onFiled })
  const field = (key: Field) => ({
    id: key,
    value: values[key],
    missing: missing.includes(key),
    onType: (value: string) => {
      setValues((before) => ({ ...before, [key]: value }))
      setMissing((before) => before.filter((each) => each !== key))
      command.reset()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const empty = missingOf(values)
    setMissing(empty)
    if (empty.length === 0) command.mutate({ secret, ...values })
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  return (
    <Card>
      <form ref={element} className={styles.form} onSubmit={submit} noValidate>
        <header className={styles.head}>
          <h1>{t.check.title}</h1>
          <p>{t.check.text}</p>
        </header>
        <CheckField {...field('organisationName')} label={t.check.organisation} max={COMMUNITY_NAME_MAX} />
        <div className={styles.names}>
          <CheckField {...field('surname')} label={t.form.surname} />
          <CheckField {...field('name')} label={t.form.name} />
          <CheckField {...field('patronymic')} label={t.form.patronymic} />
        </div>
        <CheckField {...field('lastDigits')} label={t.check.lastDigits} digits />
        <ErrorLine error={command.error} />
        <div className={styles.buttons}>
          <Button size="l" type="submit" loading={command.isPending}>
            {t.check.send}
          </Button>
          <Button size="l" mode="tertiary" onClick={onBack}>
            {t.check.back}
          </Button>
        </div>
        <p className={styles.note}>{t.check.after}</p>
      </form>
    </Card>
  )
}

function missingOf(values: Values): Field[] {
  const needed: Field[] = ['organisationName', 'surname', 'name']
  const empty = needed.filter((key) => values[key].trim() === '')
  return values.lastDigits.length === DIGITS ? empty : [...empty, 'lastDigits']
}

interface CheckFieldProps {
  id: Field
  label: string
  value: string
  missing: boolean
  max?: number
  /** Four digits. */
  digits?: boolean
  onType: (value: string) => void
}

function CheckField({ id, label, value, missing, max = NAME_LENGTH_MAX, digits = false, onType }: CheckFieldProps) {
  return (
    <FormItem
      noPadding
      top={label}
      htmlFor={id}
      required={id !== 'patronymic'}
      status={missing ? 'error' : 'default'}
      bottom={missing ? (digits ? t.check.lastDigitsMissing : t.form.missing) : undefined}
      bottomId={`${id}-note`}
    >
      <Input
        id={id}
        value={value}
        maxLength={digits ? undefined : max}
        inputMode={digits ? 'numeric' : undefined}
        autoComplete="off"
        aria-invalid={missing}
        aria-describedby={`${id}-note`}
        onChange={({ target }) => onType(digits ? target.value.replace(/\D/g, '').slice(0, DIGITS) : target.value)}
      />
    </FormItem>
  )
}
