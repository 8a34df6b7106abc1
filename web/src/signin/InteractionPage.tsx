import { type FormEvent, useEffect, useRef, useState } from 'react'
import { plainDay } from '#web/kit/i18n/dates.ts'
import { Button } from '#web/kit/ui/light/Button.tsx'
import { ProfileList } from './ProfileList.tsx'
import { Head } from './parts.tsx'
import { SigninFrame } from './SigninFrame.tsx'
import styles from './signin.module.css'
import { t } from './signin.texts.ts'
import { type InteractionState, type Shown, useInteraction } from './useInteraction.ts'

const { outside } = t

/** The pages between the sign-in and the way back to an outside system (IDN-11, IDN-12). */
export function InteractionPage({ id }: { id: string }) {
  const state = useInteraction(id)
  const { shown, error } = state
  const main = useRef<HTMLElement>(null)
  const step = shown?.step
  useEffect(() => {
    if (step !== undefined) main.current?.querySelector('h1')?.focus()
  }, [step])
  return (
    <SigninFrame say={t.say.outside} main={main}>
      {shown === null ? (
        error === null && <p aria-busy="true">{outside.loading}</p>
      ) : shown.step === 'profile' ? (
        <ChooseProfile state={state} shown={shown} />
      ) : (
        <CheckData state={state} shown={shown} />
      )}
      {error !== null && (
        <div className={styles.trouble} role="alert">
          <p>{error.sentence}</p>
          <a className={styles.link} href="/">
            {outside.home}
          </a>
        </div>
      )}
    </SigninFrame>
  )
}

interface StepProps {
  state: InteractionState
  shown: Shown
}

/** «Выберите профиль». */
function ChooseProfile({ state, shown }: StepProps) {
  const [chosen, setChosen] = useState(shown.profileId ?? shown.profiles[0]?.id ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void state.choose(chosen)
  }
  return (
    <form onSubmit={submit}>
      <Head title={t.chooseProfile.title} sub={outside.choose(shown.clientName)} />
      <ProfileList profiles={shown.profiles} chosen={chosen} onChoose={setChosen} />
      <Button busy={state.busy}>{t.proceed}</Button>
      <Cancel state={state} />
    </form>
  )
}

/** «Проверка личных данных»: just what the system will get, and the ways to correct it or to go back. */
function CheckData({ state, shown }: StepProps) {
  const fields = fieldsOf(shown)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void state.confirm()
  }
  return (
    <form onSubmit={submit}>
      <Head
        title={outside.title}
        sub={fields.length > 0 ? outside.sub(shown.clientName) : outside.nothing(shown.clientName)}
      />
      <dl className={styles.fields}>
        {fields.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value === '' ? outside.none : value}</dd>
          </div>
        ))}
      </dl>
      <Button busy={state.busy}>{outside.agree}</Button>
      <a className={styles.row} href="/me" target="_blank" rel="noreferrer">
        {outside.correct}
      </a>
      {shown.profiles.length > 1 && (
        <button type="button" className={styles.row} onClick={state.chooseAgain}>
          {outside.other}
        </button>
      )}
      <Cancel state={state} />
    </form>
  )
}

function Cancel({ state }: { state: InteractionState }) {
  return (
    <button type="button" className={styles.row} disabled={state.busy} onClick={() => void state.cancel()}>
      {outside.cancel}
    </button>
  )
}

function fieldsOf({ disclosure }: Shown): [label: string, value: string][] {
  if (disclosure === null) return []
  const { surname, name, patronymic, birthDate, organisations, link } = disclosure
  const all: [string, string | null | undefined][] = [
    [outside.surname, surname],
    [outside.name, name],
    [outside.patronymic, patronymic],
    [outside.birthDate, birthDate && plainDay(birthDate)],
    [outside.organisations, organisations?.map((each) => each.name).join(', ')],
    [outside.link, link ? outside.linked : null],
  ]
  return all.flatMap(([label, value]) => (value == null ? [] : [[label, value]]))
}
