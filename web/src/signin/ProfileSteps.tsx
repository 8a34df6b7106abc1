import { type FormEvent, useState } from 'react'
import { fullName } from '#contract/identity/names.ts'
import { NAME_LENGTH_MAX } from '#contract/identity/signin.limits.ts'
import { Avatar } from '#web/kit/ui/Avatar.tsx'
import { type DateParts, toDay } from '#web/kit/ui/date-parts.ts'
import { Button } from '#web/kit/ui/light/Button.tsx'
import { DateOfBirth } from '#web/kit/ui/light/DateOfBirth.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { ProfileList } from './ProfileList.tsx'
import { Head, Icon, Trouble } from './parts.tsx'
import styles from './signin.module.css'
import { t } from './signin.texts.ts'
import type { Signin } from './useSignin.ts'

const FIELD_ERRORS = ['signin.nameInvalid', 'signin.birthDateInvalid', 'signin.tooYoung', 'signin.tooOld']

/** «Информация о себе» (ACC-04). What was typed stays; every error stands at its field. */
export function AboutStep({ signin }: { signin: Signin }) {
  const [names, setNames] = useState({ surname: '', name: '', patronymic: '' })
  const [birth, setBirth] = useState<DateParts>({ day: '', month: '', year: '' })
  const [checked, setChecked] = useState(false)
  const birthDate = toDay(birth)
  const change = (field: keyof typeof names) => ({
    value: names[field],
    maxLength: NAME_LENGTH_MAX,
    onChange: (event: { target: { value: string } }) => {
      setNames({ ...names, [field]: event.target.value })
      signin.clearError()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (names.surname.trim() === '' || names.name.trim() === '' || birthDate === null) return
    void signin.sendAbout({ ...names, birthDate })
  }
  const missing = (field: 'surname' | 'name') =>
    checked && names[field].trim() === '' ? t.about.missing : refused(signin, 'signin.nameInvalid', field)
  const birthError =
    checked && birthDate === null
      ? birth.day === '' || birth.month === '' || birth.year === ''
        ? t.about.noDate
        : t.about.wrongDate
      : (refused(signin, 'signin.birthDateInvalid') ??
        refused(signin, 'signin.tooYoung') ??
        refused(signin, 'signin.tooOld'))
  return (
    <form onSubmit={submit} noValidate>
      <Head title={t.about.title} sub={t.about.sub} step={t.step(signin.state.shown)} />
      <TextField label={t.about.surname} autoComplete="family-name" error={missing('surname')} {...change('surname')} />
      <TextField label={t.about.name} autoComplete="given-name" error={missing('name')} {...change('name')} />
      <TextField
        label={t.about.patronymic}
        autoComplete="additional-name"
        error={refused(signin, 'signin.nameInvalid', 'patronymic')}
        {...change('patronymic')}
      />
      <DateOfBirth
        value={birth}
        texts={t.about.birth}
        error={birthError}
        onChange={(value) => {
          setBirth(value)
          signin.clearError()
        }}
      />
      <Trouble signin={signin} except={FIELD_ERRORS} />
      <Button busy={signin.busy}>{t.proceed}</Button>
    </form>
  )
}

/** «Создать учебный профиль» (IDN-08, IDN-09). */
export function CreateProfileStep({ signin }: { signin: Signin }) {
  const { about } = signin.state
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void signin.createProfile()
  }
  return (
    <form onSubmit={submit}>
      <Head title={t.createProfile.title} sub={t.createProfile.sub} step={t.step(signin.state.shown)} />
      {about !== null && (
        <div className={styles.profile}>
          <Avatar id={signin.state.flow} person={about} size={48} />
          <span>
            <small>{t.createProfile.who}</small>
            <b>{fullName(about)}</b>
          </span>
        </div>
      )}
      <ul className={styles.points}>
        {t.createProfile.points.map((point) => (
          <li key={point}>
            <Icon name="check" size={20} />
            {point}
          </li>
        ))}
      </ul>
      <Trouble signin={signin} />
      <Button busy={signin.busy}>{t.proceed}</Button>
    </form>
  )
}

/** «Выберите профиль» (IDN-11). */
export function ChooseProfileStep({ signin }: { signin: Signin }) {
  const { profiles } = signin.state
  const [chosen, setChosen] = useState(profiles[0]?.id ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void signin.choose(chosen)
  }
  return (
    <form onSubmit={submit}>
      <Head title={t.chooseProfile.title} sub={t.chooseProfile.sub} />
      <ProfileList profiles={profiles} chosen={chosen} onChoose={setChosen} />
      <Trouble signin={signin} />
      <Button busy={signin.busy}>{t.proceed}</Button>
    </form>
  )
}

function refused(signin: Signin, code: string, field?: string): string | undefined {
  const { error } = signin
  if (error?.is !== code) return undefined
  if (field !== undefined && error.field !== field) return undefined
  return error.sentence
}
