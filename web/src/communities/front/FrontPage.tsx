import { useRouter } from '@tanstack/react-router'
import { Button } from '@vkontakte/vkui'
import { useEffect, useState } from 'react'
import { supportMailbox } from '#contract/communities/requests.ts'
import { forgetAccount, isSignedOut, leaveForSignin, useSession } from '#web/identity/index.ts'
import { wasSignedIn } from '#web/kit/account/signed-in.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import hero from '#web/kit/brand/hero.svg'
import { Logo } from '#web/kit/brand/Logo.tsx'
import { useApi } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { savedRequest } from '../requests/saved-request.ts'
import styles from './FrontPage.module.css'
import { t } from './front.texts.ts'
import { RequestForm } from './RequestForm.tsx'
import { SignedInFront } from './SignedInFront.tsx'

/** The front page: for strangers what «Парта» is and the request form, for the signed in their organisation. */
export function FrontPage() {
  const session = useSession()
  const out = isSignedOut(session.error)
  const ended = isFailure(session.error, 'session.ended')
  useEffect(() => {
    // Somebody who was signed in here last time is told why he is not any more.
    if (ended && wasSignedIn()) leaveForSignin()
    else if (out) void forgetAccount()
  }, [out, ended])
  if (session.data !== undefined) return <SignedInFront />
  if (session.isPending && wasSignedIn()) return null
  return <PublicFront />
}

function PublicFront() {
  const [entering, setEntering] = useState(false)
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  return (
    <div className={styles.page}>
      <div className={styles.board}>
        <Top />
        <Hero onHaveLink={() => setEntering(true)} />
        <div className={styles.ledge} aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      </div>
      <main className={styles.body}>
        <How />
        <section id="request" className={styles.form} aria-labelledby="request-title">
          <h2 id="request-title">{t.form.title}</h2>
          <RequestForm />
        </section>
      </main>
      {entering && <LinkDialog onClose={() => setEntering(false)} />}
    </div>
  )
}

function Top() {
  return (
    <header className={styles.top}>
      <a className={styles.brand} href="/">
        <Logo size={36} />
        {t.brand}
      </a>
      <nav aria-label={t.surfaces.label}>
        <a href="/" aria-current="page">
          {t.surfaces.site}
        </a>
        <a href="/im">{t.surfaces.messenger}</a>
      </nav>
      <a className={styles.signIn} href="/id">
        {t.signIn}
      </a>
    </header>
  )
}

function Hero({ onHaveLink }: { onHaveLink: () => void }) {
  return (
    <section className={styles.hero} aria-labelledby="title">
      <div className={styles.text}>
        <h1 id="title">
          {t.title[0]}{' '}
          <span>
            {t.title[1]}
            <svg viewBox="0 0 300 12" preserveAspectRatio="none" aria-hidden="true">
              <path d="M3 8c60-5 120-6 180-4 40 1 80 0 114-2" />
            </svg>
          </span>
        </h1>
        <p>{t.lead}</p>
        <div className={styles.actions}>
          <a className={styles.connect} href="#request">
            {t.connect}
          </a>
          <button type="button" className={styles.haveLink} onClick={onHaveLink}>
            {t.haveLink}
          </button>
        </div>
      </div>
      <img src={hero} alt={t.art} width={560} height={400} />
    </section>
  )
}

/** How an organisation gets in, and the way back to a request that was filed on this device. */
function How() {
  const saved = savedRequest()
  return (
    <section aria-labelledby="how">
      <h2 id="how">{t.how}</h2>
      <ol className={styles.steps}>
        {t.steps.map(([title, text], at) => (
          <li key={title}>
            <span aria-hidden="true">{at + 1}</span>
            <div>
              <h3>{title}</h3>
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ol>
      <p className={styles.help}>
        <a className={styles.filedLink} href="/help">
          {t.help}
        </a>
      </p>
      <Mailbox />
      {saved !== null && (
        <p className={styles.filed}>
          {t.filed}{' '}
          <a className={styles.filedLink} href={`/request#${saved}`}>
            {t.openFiled}
          </a>
        </p>
      )}
    </section>
  )
}

/** The second way for a request: a letter (ORG-01). Where no mailbox is read nothing is said of one. */
function Mailbox() {
  const address = useApi(supportMailbox, {}).data?.address ?? ''
  if (address === '') return null
  return (
    <p className={styles.filed}>
      {t.mailbox}{' '}
      <a className={styles.filedLink} href={`mailto:${address}`}>
        {address}
      </a>
    </p>
  )
}

function LinkDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const [value, setValue] = useState('')
  const [wrong, setWrong] = useState(false)
  const open = () => {
    const token = /(?:^|\/join\/)([A-Za-z0-9_-]{22})\/?$/.exec(value.trim().split(/[?#]/)[0]!)?.[1]
    if (token === undefined) setWrong(true)
    else router.history.push(`/join/${token}`)
  }
  return (
    <Dialog
      title={t.link.title}
      sub={t.link.sub}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.link.close}
          </Button>
          <Button size="l" onClick={open}>
            {t.link.open}
          </Button>
        </>
      }
    >
      <TextField
        label={t.link.label}
        type="url"
        inputMode="url"
        autoComplete="off"
        value={value}
        error={wrong ? t.link.wrong : undefined}
        onChange={(event) => {
          setValue(event.target.value)
          setWrong(false)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') open()
        }}
      />
    </Dialog>
  )
}
