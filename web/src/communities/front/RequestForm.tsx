import { Button, Checkbox, FormItem, Input, NativeSelect } from '@vkontakte/vkui'
import { type FormEvent, useRef } from 'react'
import { COMMUNITY_NAME_MAX } from '#contract/communities/communities.limits.ts'
import { ORDER_BYTES_MAX } from '#contract/communities/orders.limits.ts'
import { COMMUNITY_TYPES, type CommunityType } from '#contract/communities/types.ts'
import { NAME_LENGTH_MAX } from '#contract/identity/signin.limits.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { usePhoneInput } from '#web/kit/ui/usePhoneInput.ts'
import { terms } from '../terms/terms.ts'
import { t } from './front.texts.ts'
import styles from './RequestForm.module.css'
import { type RequestValues, useRequestForm } from './useRequestForm.ts'

type Form = ReturnType<typeof useRequestForm>

/** ORG-01: who asks, for which organisation, under which phone. */
export function RequestForm() {
  const form = useRequestForm()
  const element = useRef<HTMLFormElement>(null)
  const { values, set, errors } = form
  const submit = (event: FormEvent) => {
    event.preventDefault()
    form.send()
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  return (
    <form ref={element} className={styles.form} onSubmit={submit} noValidate>
      <Field
        form={form}
        field="name"
        label={t.form.name}
        max={COMMUNITY_NAME_MAX}
        place={t.form.namePlace}
        wide
        required
      />
      <FormItem noPadding top={t.form.type} htmlFor="type" className={styles.wide}>
        <NativeSelect
          id="type"
          value={values.type}
          onChange={(event) => set('type', event.target.value as CommunityType)}
        >
          {COMMUNITY_TYPES.map((type) => (
            <option key={type} value={type}>
              {terms.types[type]}
            </option>
          ))}
        </NativeSelect>
      </FormItem>
      <fieldset className={styles.people}>
        <legend>{t.form.administrator}</legend>
        <Field form={form} field="administratorSurname" label={t.form.surname} required />
        <Field form={form} field="administratorName" label={t.form.firstName} required />
        <Field form={form} field="administratorPatronymic" label={t.form.patronymic} />
      </fieldset>
      <PhoneItem form={form} />
      <fieldset className={styles.more}>
        <legend>{t.form.later}</legend>
        <Field form={form} field="inn" label={t.form.inn} place={t.form.innPlace} digits={10} />
        <Field form={form} field="kpp" label={t.form.kpp} place={t.form.kppPlace} digits={9} />
        <OrderItem form={form} />
      </fieldset>
      <FormItem
        noPadding
        className={styles.consent}
        status={errors.consent === undefined ? 'default' : 'error'}
        bottom={errors.consent}
      >
        <Checkbox noPadding checked={values.consent} onChange={(event) => set('consent', event.target.checked)}>
          {t.form.consent}
        </Checkbox>
      </FormItem>
      {form.failure !== null && (
        <div className={styles.wide}>
          <ErrorLine error={form.failure} />
        </div>
      )}
      <div className={styles.send}>
        <Button size="l" type="submit" loading={form.busy}>
          {t.form.send}
        </Button>
        <p>{t.form.after}</p>
      </div>
    </form>
  )
}

interface FieldProps {
  form: Form
  field: Exclude<keyof RequestValues, 'type' | 'consent'>
  label: string
  place?: string
  max?: number
  /** Only digits, at most so many. */
  digits?: number
  wide?: boolean
  required?: boolean
}

function Field({
  form,
  field,
  label,
  place,
  max = NAME_LENGTH_MAX,
  digits,
  wide = false,
  required = false,
}: FieldProps) {
  const error = form.errors[field]
  return (
    <FormItem
      noPadding
      top={label}
      htmlFor={field}
      required={required}
      className={wide ? styles.wide : undefined}
      status={error === undefined ? 'default' : 'error'}
      bottom={error}
      bottomId={`${field}-note`}
    >
      <Input
        id={field}
        value={form.values[field]}
        placeholder={place}
        maxLength={digits === undefined ? max : undefined}
        inputMode={digits === undefined ? undefined : 'numeric'}
        aria-invalid={error !== undefined}
        aria-describedby={`${field}-note`}
        onChange={({ target }) =>
          form.set(field, digits === undefined ? target.value : target.value.replace(/\D/g, '').slice(0, digits))
        }
      />
    </FormItem>
  )
}

/** The scan of the order; it is sent from the page of the request. */
function OrderItem({ form: { order, setOrder } }: { form: Form }) {
  const input = useRef<HTMLInputElement>(null)
  const tooLarge = order !== null && order.size > ORDER_BYTES_MAX
  return (
    <div className={styles.order}>
      <input
        ref={input}
        type="file"
        accept=".pdf,application/pdf,image/jpeg,image/png,image/webp"
        hidden
        aria-label={t.form.order}
        onChange={({ target }) => setOrder(target.files?.[0] ?? null)}
      />
      <Button size="m" mode="outline" appearance="neutral" onClick={() => input.current?.click()}>
        {order === null ? t.form.order : t.form.orderOther}
      </Button>
      <p role="status">{tooLarge ? t.form.orderTooLarge : order === null ? t.form.orderHint : order.name}</p>
    </div>
  )
}

function PhoneItem({ form }: { form: Form }) {
  const error = form.errors.administratorPhone
  const { ref, ...input } = usePhoneInput(form.values.administratorPhone, (value) =>
    form.set('administratorPhone', value),
  )
  return (
    <FormItem
      noPadding
      required
      className={styles.wide}
      top={t.form.phone}
      htmlFor="phone"
      status={error === undefined ? 'default' : 'error'}
      bottom={error ?? t.form.phoneHint}
      bottomId="phone-note"
    >
      <Input id="phone" getRef={ref} {...input} aria-invalid={error !== undefined} aria-describedby="phone-note" />
    </FormItem>
  )
}
