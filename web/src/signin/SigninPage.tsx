import { useEffect, useRef } from 'react'
import hero from '#web/kit/brand/hero.svg'
import { Logo } from '#web/kit/brand/Logo.tsx'
import { CodeStep } from './CodeStep.tsx'
import { nextPath } from './next-path.ts'
import { NewPasswordStep, PasswordStep } from './PasswordStep.tsx'
import { PhoneStep } from './PhoneStep.tsx'
import { AboutStep, ChooseProfileStep, CreateProfileStep } from './ProfileSteps.tsx'
import { Head, Icon } from './parts.tsx'
import styles from './SigninPage.module.css'
import { t } from './signin.texts.ts'
import { type Signin, useSignin } from './useSignin.ts'

/** The operator's console lives under a host of its own, and so does its sign-in. */
const OPERATOR = location.hostname.startsWith('ops.')

/** The page of the sign-in under /id. */
export function SigninPage() {
  const signin = useSignin()
  const { step } = signin.state
  const main = useRef<HTMLElement>(null)
  useEffect(() => {
    if (step === 'done') location.replace(nextPath(location.search, location.origin))
    // A new screen is read out from its heading, unless a field has taken the focus already.
    const focused = main.current?.contains(document.activeElement) === true && document.activeElement !== main.current
    if (step !== 'phone' && !focused) main.current?.querySelector('h1')?.focus()
  }, [step])
  const [first, second] = t.say[step] as [string, string]
  return (
    <div className={styles.page}>
      <aside className={styles.board}>
        <div className={styles.top}>
          <a className={styles.brand} href="/">
            <Logo size={36} />
            {t.brand}
          </a>
        </div>
        <p className={styles.say}>
          {first}{' '}
          <span>
            {second}
            <svg viewBox="0 0 300 12" preserveAspectRatio="none" aria-hidden="true">
              <path d="M3 8c60-5 120-6 180-4 40 1 80 0 114-2" />
            </svg>
          </span>
        </p>
        <img className={styles.art} src={hero} alt={t.art} width={560} height={400} />
        <div className={styles.ledge} aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      </aside>
      <main className={styles.main} ref={main}>
        <nav className={styles.nav} aria-label={t.surfaces.label}>
          {!OPERATOR && <a href="/">{t.surfaces.site}</a>}
          {!OPERATOR && <a href="/im">{t.surfaces.messenger}</a>}
        </nav>
        <div className={styles.card}>
          {step !== 'phone' && step !== 'done' && (
            <button type="button" className={styles.back} aria-label={t.back} onClick={signin.back}>
              <Icon name="back" />
            </button>
          )}
          <StepView signin={signin} />
        </div>
        <p className={styles.foot}>{t.foot}</p>
      </main>
    </div>
  )
}

function StepView({ signin }: { signin: Signin }) {
  const { step, code } = signin.state
  if (step === 'phone') return <PhoneStep signin={signin} operator={OPERATOR} />
  if (step === 'password') return <PasswordStep signin={signin} operator={OPERATOR} />
  if (step === 'code' && code !== null) return <CodeStep signin={signin} code={code} />
  if (step === 'about') return <AboutStep signin={signin} />
  if (step === 'createProfile') return <CreateProfileStep signin={signin} />
  if (step === 'chooseProfile') return <ChooseProfileStep signin={signin} />
  if (step === 'setPassword') return <NewPasswordStep signin={signin} />
  return <Head title={t.done.title} sub={t.done.sub} />
}
