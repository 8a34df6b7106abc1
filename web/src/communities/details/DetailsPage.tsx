import { Button, FormItem, Input, NativeSelect } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import {
  BIRTHDAY_REACHES,
  type BirthdayReach,
  getDetails,
  type OwnDetails,
  setDetails,
} from '#contract/communities/details.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { formatPhone } from '#web/kit/ui/phone.ts'
import { ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { usePhoneInput } from '#web/kit/ui/usePhoneInput.ts'
import styles from './details.module.css'
import { t } from './details.texts.ts'

type Chosen = Pick<OwnDetails, 'birthday' | 'phone' | 'email'>

/** «День рождения и контакты»: what the active profile shows on its card (ACC-01). */
export function DetailsPage() {
  const details = useApi(getDetails, {})
  return (
    <SubPage title={t.title} sub={t.sub}>
      {details.data !== undefined ? (
        <DetailsForm details={details.data} />
      ) : details.error === null ? (
        <RowsSkeleton rows={3} label={t.loading} />
      ) : (
        <Failed error={details.error} onRetry={() => void details.refetch()} />
      )}
    </SubPage>
  )
}

function DetailsForm({ details }: { details: OwnDetails }) {
  const { widest, setBy, pupil, ...stored } = details
  const [chosen, setChosen] = useState<Chosen>({ ...stored, phone: formatPhone(stored.phone) })
  const save = useCommand(setDetails, { refreshes: [getDetails], onSuccess: () => showToast(t.saved) })
  const change = (part: Partial<Chosen>) => {
    setChosen({ ...chosen, ...part })
    save.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(chosen)
  }
  const code = save.error instanceof ApiFailure ? save.error.code : null
  const errorOf = (name: 'phone' | 'email') =>
    code === `details.${name}Invalid` ? explain(save.error).sentence : undefined
  const isAtField = errorOf('phone') !== undefined || errorOf('email') !== undefined
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <BirthdayCard
        value={chosen.birthday}
        limits={{ widest, setBy, pupil }}
        onChange={(birthday) => change({ birthday })}
      />
      <Card title={t.contacts} sub={pupil ? undefined : t.contactsSub}>
        {pupil ? (
          <p>{t.pupil}</p>
        ) : (
          <div className={styles.fields}>
            <PhoneField value={chosen.phone} error={errorOf('phone')} onChange={(phone) => change({ phone })} />
            <EmailField value={chosen.email} error={errorOf('email')} onChange={(email) => change({ email })} />
            <p className={styles.note}>{t.log}</p>
          </div>
        )}
      </Card>
      <div className={styles.save}>
        <Button size="l" type="submit" loading={save.isPending}>
          {t.save}
        </Button>
        {!isAtField && <ErrorLine error={save.error} />}
      </div>
    </form>
  )
}

interface BirthdayCardProps {
  value: BirthdayReach
  limits: Pick<OwnDetails, 'widest' | 'setBy' | 'pupil'>
  onChange: (reach: BirthdayReach) => void
}

function BirthdayCard({ value, limits, onChange }: BirthdayCardProps) {
  const allowed = BIRTHDAY_REACHES.slice(0, BIRTHDAY_REACHES.indexOf(limits.widest) + 1)
  return (
    <Card title={t.birthday} sub={limits.pupil ? t.limit(limits.setBy) : undefined}>
      <FormItem noPadding top={t.birthdayLabel} htmlFor="birthday" bottom={t.year} bottomId="birthday-note">
        <NativeSelect
          id="birthday"
          value={value}
          aria-describedby="birthday-note"
          onChange={({ target }) => onChange(target.value as BirthdayReach)}
        >
          {allowed.map((reach) => (
            <option key={reach} value={reach}>
              {t.reaches[reach]}
            </option>
          ))}
        </NativeSelect>
      </FormItem>
    </Card>
  )
}

interface FieldProps {
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

function PhoneField({ value, error, onChange }: FieldProps) {
  const { ref, ...input } = usePhoneInput(value, onChange)
  return (
    <FormItem
      noPadding
      top={t.phone}
      htmlFor="shown-phone"
      status={error === undefined ? 'default' : 'error'}
      bottom={error ?? t.phoneNote}
      bottomId="shown-phone-note"
    >
      <Input
        id="shown-phone"
        getRef={ref}
        {...input}
        aria-invalid={error !== undefined}
        aria-describedby="shown-phone-note"
      />
    </FormItem>
  )
}

function EmailField({ value, error, onChange }: FieldProps) {
  return (
    <FormItem
      noPadding
      top={t.email}
      htmlFor="shown-email"
      status={error === undefined ? 'default' : 'error'}
      bottom={error}
      bottomId="shown-email-note"
    >
      <Input
        id="shown-email"
        type="email"
        autoComplete="email"
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : 'shown-email-note'}
        onChange={({ target }) => onChange(target.value)}
      />
    </FormItem>
  )
}
