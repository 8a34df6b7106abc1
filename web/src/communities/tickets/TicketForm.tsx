import { Button, Checkbox, FormItem, Input, Radio, Textarea } from '@vkontakte/vkui'
import { type FormEvent, useRef } from 'react'
import { TICKET_ABOUT_MAX } from '#contract/communities/tickets.limits.ts'
import { TICKET_KINDS_FILED } from '#contract/communities/tickets.ts'
import { NAME_LENGTH_MAX } from '#contract/identity/signin.limits.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { OrganisationField } from './OrganisationField.tsx'
import styles from './tickets.module.css'
import { t } from './tickets.texts.ts'
import { type TicketFormState, useTicketForm } from './useTicketForm.ts'

interface TicketFormProps {
  secret: string
  onFiled: () => void
  /** He administrates the organisation, which is asked otherwise. */
  onAdministrator: () => void
}

/** What has happened, where one is known, who one is. */
export function TicketForm({ secret, onFiled, onAdministrator }: TicketFormProps) {
  const form = useTicketForm(secret, onFiled)
  const element = useRef<HTMLFormElement>(null)
  const { values, set } = form
  const submit = (event: FormEvent) => {
    event.preventDefault()
    form.send()
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  return (
    <Card>
      <form ref={element} className={styles.form} onSubmit={submit} noValidate>
        <header className={styles.head}>
          <h1>{t.form.title}</h1>
          <p>{t.form.text}</p>
        </header>
        <Button size="m" mode="outline" appearance="neutral" onClick={onAdministrator}>
          {t.check.open}
        </Button>
        <fieldset className={styles.kinds}>
          <legend>{t.form.kind}</legend>
          {TICKET_KINDS_FILED.map((kind) => (
            <Radio
              key={kind}
              name="kind"
              value={kind}
              checked={values.kind === kind}
              onChange={() => set('kind', kind)}
            >
              {t.kinds[kind]}
            </Radio>
          ))}
        </fieldset>
        <OrganisationField secret={secret} form={form} />
        <div className={styles.names}>
          <NameField form={form} field="surname" label={t.form.surname} />
          <NameField form={form} field="name" label={t.form.name} />
          <NameField form={form} field="patronymic" label={t.form.patronymic} />
        </div>
        <AboutField form={form} />
        {values.kind !== 'factor' && values.kind !== 'merge' && (
          <Checkbox
            noPadding
            checked={values.resetsFactors}
            onChange={({ target }) => set('resetsFactors', target.checked)}
          >
            {t.form.resets}
          </Checkbox>
        )}
        <ErrorLine error={form.failure} />
        <Button size="l" type="submit" loading={form.busy}>
          {t.form.send}
        </Button>
        <p className={styles.note}>{t.form.after}</p>
      </form>
    </Card>
  )
}

interface NameFieldProps {
  form: TicketFormState
  field: 'surname' | 'name' | 'patronymic'
  label: string
}

function NameField({ form, field, label }: NameFieldProps) {
  const error = form.errors[field]
  return (
    <FormItem
      noPadding
      top={label}
      htmlFor={field}
      required={field !== 'patronymic'}
      status={error === undefined ? 'default' : 'error'}
      bottom={error}
      bottomId={`${field}-note`}
    >
      <Input
        id={field}
        value={form.values[field]}
        maxLength={NAME_LENGTH_MAX}
        aria-invalid={error !== undefined}
        aria-describedby={`${field}-note`}
        onChange={({ target }) => form.set(field, target.value)}
      />
    </FormItem>
  )
}

function AboutField({ form }: { form: TicketFormState }) {
  const error = form.errors.about
  return (
    <FormItem
      noPadding
      required
      top={t.form.about}
      htmlFor="about"
      status={error === undefined ? 'default' : 'error'}
      bottom={error ?? t.form.aboutHint}
      bottomId="about-note"
    >
      <Textarea
        id="about"
        rows={3}
        maxLength={TICKET_ABOUT_MAX}
        value={form.values.about}
        aria-invalid={error !== undefined}
        aria-describedby="about-note"
        onChange={({ target }) => form.set('about', target.value)}
      />
    </FormItem>
  )
}
