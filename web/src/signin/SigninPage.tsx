import { useEffect, useRef } from 'react'
import { takeEnteredPhone } from '#web/kit/account/entered-phone.ts'
import { CodeStep } from './CodeStep.tsx'
import { EmailStep } from './EmailStep.tsx'
import { InvitationStep } from './InvitationStep.tsx'
import { classLinkOf, nextPath } from './next-path.ts'
import { NewPasswordStep, PasswordStep } from './PasswordStep.tsx'
import { PhoneStep } from './PhoneStep.tsx'
import { AboutStep, ChooseProfileStep, CreateProfileStep } from './ProfileSteps.tsx'
import { Head, Icon } from './parts.tsx'
import { ReverifyStep } from './ReverifyStep.tsx'
import { OPERATOR, SigninFrame } from './SigninFrame.tsx'
import styles from './SigninPage.module.css'
import { t } from './signin.texts.ts'
import { TotpStep } from './TotpStep.tsx'
import { type Signin, useSignin } from './useSignin.ts'

/** The secret of a teacher's letter in the address, or null. */
const INVITATION = /^[\w-]{22}$/.exec(new URLSearchParams(location.search).get('invitation') ?? '')?.[0] ?? null

/** The link of a class, when somebody is to come back to it. */
const CLASS_LINK = classLinkOf(nextPath(location.search, location.origin))

/** The page of the sign-in under /id. */
export function SigninPage() {
  const signin = useSignin(INVITATION === null ? 'phone' : 'invitation', CLASS_LINK)
  const { step } = signin.state
  const main = useRef<HTMLElement>(null)
  const { sendPhone } = signin
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number was typed once, before this page
  useEffect(() => {
    const entered = takeEnteredPhone()
    if (entered !== null) void sendPhone(entered.phone, entered.first)
  }, [])
  useEffect(() => {
    if (step === 'done') location.replace(nextPath(location.search, location.origin))
    // A new screen is read out from its heading, unless a field has taken the focus already.
    const focused = main.current?.contains(document.activeElement) === true && document.activeElement !== main.current
    if (step !== 'phone' && !focused) main.current?.querySelector('h1')?.focus()
  }, [step])
  return (
    <SigninFrame say={t.say[step]} main={main}>
      {step !== 'phone' && step !== 'done' && step !== 'invitation' && (
        <button type="button" className={styles.back} aria-label={t.back} onClick={signin.back}>
          <Icon name="back" />
        </button>
      )}
      <StepView signin={signin} />
    </SigninFrame>
  )
}

function StepView({ signin }: { signin: Signin }) {
  const { step, code } = signin.state
  if (step === 'phone') return <PhoneStep signin={signin} operator={OPERATOR} />
  if (step === 'email') return <EmailStep signin={signin} />
  if (step === 'invitation' && INVITATION !== null) return <InvitationStep signin={signin} token={INVITATION} />
  if (step === 'password') return <PasswordStep signin={signin} operator={OPERATOR} />
  if (step === 'code' && code !== null) return <CodeStep signin={signin} code={code} />
  if (step === 'totp') return <TotpStep signin={signin} />
  if (step === 'reverify') return <ReverifyStep signin={signin} operator={OPERATOR} />
  if (step === 'about') return <AboutStep signin={signin} />
  if (step === 'createProfile') return <CreateProfileStep signin={signin} />
  if (step === 'chooseProfile') return <ChooseProfileStep signin={signin} />
  if (step === 'setPassword') return <NewPasswordStep signin={signin} />
  return <Head title={t.done.title} sub={t.done.sub} />
}
