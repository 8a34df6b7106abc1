import { Icon28PhoneDownOutline } from '@vkontakte/icons'
import { type ReactNode, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { api, newKey } from '#web/kit/api/api.ts'
import { Logo } from '#web/kit/brand/Logo.tsx'
import { explain, sentenceOf } from '#web/kit/errors/explain.ts'
import { t as callTexts } from '../calls.texts.ts'
import { openMedia } from '../open-media.ts'
import { callHref } from '../place.ts'
import styles from '../prejoin/prejoin.module.css'
import { t } from './guest.texts.ts'
import { LinkDoor } from './LinkDoor.tsx'
import { LinkRoom } from './LinkRoom.tsx'
import { LinkWaiting } from './LinkWaiting.tsx'
import { LinkSession } from './link-session.ts'
import { type Led, openLink } from './open-link.ts'
import type { Seat } from './seat.ts'

/** Everything that the link of a call shows to whoever is not in its chat (CALL-17, CALL-20). */
export function LinkPage({ token }: { token: string }) {
  const [led, setLed] = useState<Led | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [tries, setTries] = useState(0)
  const [session, setSession] = useState<LinkSession | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks anew
  useEffect(() => {
    openLink(api.call, token).then((found) => {
      if (found.way === 'chat') location.replace(callHref(found.chatId))
      else setLed(found)
    }, setError)
  }, [token, tries])
  const again = () => {
    setSession(null)
    setLed(null)
    setError(null)
    setTries(tries + 1)
  }
  if (session !== null) return <Inside session={session} name={nameOf(led)} onAgain={again} />
  if (error !== null) {
    return <EndView title={t.over.refused} text={explain(error).sentence} act={callTexts.again} onAct={again} />
  }
  if (led === null || led.way === 'chat') return <Page label={t.loading} />
  if (led.way === 'signin') return <SigninView />
  const enter = (seat: Seat, devices: { microphone: boolean; camera: boolean }) =>
    setSession(new LinkSession({ seat, newKey, openMedia, ...devices }))
  return <LinkDoor token={token} led={led} onEnter={enter} />
}

function nameOf(led: Led | null): string {
  return led?.way === 'visitor' ? t.visitorTitle(led.title) : t.inside
}

function Inside({ session, name, onAgain }: { session: LinkSession; name: string; onAgain: () => void }) {
  const { phase, error, elsewhere } = useStore(session.store)
  if (phase === 'waiting') return <LinkWaiting session={session} title={name} />
  if (phase !== 'over') return <LinkRoom session={session} title={name} />
  if (elsewhere) {
    return (
      <EndView
        title={callTexts.over.elsewhere}
        text={callTexts.over.elsewhereText}
        act={callTexts.over.here}
        onAct={onAgain}
      />
    )
  }
  if (error === null) return <EndView title={t.over.left} text={t.over.leftText} act={t.over.back} onAct={onAgain} />
  return <EndView title={t.over.refused} text={explain(error).sentence} act={callTexts.again} onAct={onAgain} />
}

/** The frame of every page before and after the call. */
export function Page({ label, children }: { label?: string; children?: ReactNode }) {
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <span className={styles.logo}>
          <Logo size={28} />
        </span>
        <b>{t.brand}</b>
      </header>
      {children ?? (
        <main id="content" className={styles.end} aria-busy="true">
          <p role="status">{label}</p>
        </main>
      )}
    </div>
  )
}

/** A call for those who have an account: the way to sign in, which leads back here. */
function SigninView() {
  return (
    <Page>
      <main id="content" className={styles.end} data-state="denied">
        <h1>{t.over.refused}</h1>
        <p role="status">{sentenceOf('callLink.guestsOff')}</p>
        <div className={styles.acts}>
          <a className={styles.main} href={signinHref()}>
            {t.haveAccount}
          </a>
        </div>
      </main>
    </Page>
  )
}

/** The sign-in that comes back to this very page. */
export function signinHref(): string {
  return `/id?next=${encodeURIComponent(location.pathname)}`
}

interface EndViewProps {
  title: string
  text: string
  act: string
  onAct: () => void
}

function EndView({ title, text, act, onAct }: EndViewProps) {
  return (
    <Page>
      <main id="content" className={styles.end} data-state="denied">
        <span className={styles.sign}>
          <Icon28PhoneDownOutline aria-hidden="true" />
        </span>
        <h1>{title}</h1>
        <p role="status">{text}</p>
        <div className={styles.acts}>
          <button type="button" className={styles.main} onClick={onAct}>
            {act}
          </button>
        </div>
      </main>
    </Page>
  )
}
