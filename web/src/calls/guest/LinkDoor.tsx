import { Icon24MicrophoneSlashOutline } from '@vkontakte/icons'
import { type FormEvent, useState } from 'react'
import { CALL_GUEST_NAME_MAX } from '#contract/calls/calls.limits.ts'
import { api } from '#web/kit/api/api.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { t as callTexts } from '../calls.texts.ts'
import { BackgroundFields } from '../picture/BackgroundFields.tsx'
import { useAllowed } from '../picture/use-allowed.ts'
import { DeviceFields, MICROPHONE_TROUBLE } from '../prejoin/DeviceFields.tsx'
import { isTakenAlong, useOpened } from '../prejoin/own-devices.ts'
import styles from '../prejoin/prejoin.module.css'
import own from './guest.module.css'
import { t } from './guest.texts.ts'
import { Page, signinHref } from './LinkPage.tsx'
import { OwnFace } from './OwnFace.tsx'
import { becomeGuest, type Led } from './open-link.ts'
import type { Seat } from './seat.ts'

interface LinkDoorProps {
  token: string
  led: Exclude<Led, { way: 'chat' | 'signin' }>
  onEnter: (seat: Seat, devices: { microphone: boolean; camera: boolean }) => void
}

/** Before a call to which a link leads: the name of a guest, and how one is seen and heard. */
export function LinkDoor({ token, led, onEnter }: LinkDoorProps) {
  const known = led.way === 'guest' ? led.name : ''
  const [name, setName] = useState(known ?? '')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [cameraOn, setCameraOn] = useState(false)
  const microphone = useOpened('audio', true)
  const camera = useOpened('video', cameraOn)
  useAllowed(false)
  const asksName = led.way === 'guest' && known === null
  const enter = async (withSound: boolean) => {
    if (busy) return
    if (asksName && name.trim() === '') {
      setMissing(true)
      document.getElementById(NAME)?.focus()
      return
    }
    setBusy(true)
    try {
      const seat = led.way === 'visitor' ? led.seat : await becomeGuest(api.call, token, asksName ? name : null)
      onEnter(seat, { microphone: withSound, camera: isTakenAlong(camera) })
    } catch (problem) {
      setError(problem)
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void enter(false)
  }
  return (
    <Page>
      <main id="content" className={styles.columns}>
        <div className={styles.left}>
          <OwnFace name={name} camera={camera} onCamera={setCameraOn} />
          <BackgroundFields ownRefusal="notHere" />
        </div>
        <form className={styles.side} onSubmit={submit}>
          <div className={styles.heading}>
            <h1>{led.way === 'visitor' ? t.visitorTitle(led.title) : t.title}</h1>
            <p className={styles.sub}>{led.way === 'visitor' ? t.visitorSub : t.guestSub}</p>
          </div>
          {asksName && (
            <NameField
              name={name}
              missing={missing}
              onName={(typed) => {
                setName(typed)
                setMissing(false)
              }}
            />
          )}
          <DeviceFields microphone={microphone} camera={camera} />
          <div className={styles.ways}>
            <ErrorLine error={error} />
            <button type="submit" className={styles.main} aria-busy={busy || undefined}>
              <Icon24MicrophoneSlashOutline aria-hidden="true" />
              {led.way === 'visitor' ? callTexts.prejoin.joinMuted : t.knockMuted}
            </button>
            <button
              type="button"
              className={styles.other}
              disabled={microphone.state === 'trouble'}
              {...(microphone.state === 'trouble' ? { 'aria-describedby': MICROPHONE_TROUBLE } : {})}
              onClick={() => void enter(true)}
            >
              {led.way === 'visitor' ? callTexts.prejoin.join : t.knock}
            </button>
          </div>
          {led.way === 'guest' && (
            <a className={own.account} href={signinHref()}>
              {t.haveAccount}
            </a>
          )}
        </form>
      </main>
    </Page>
  )
}

const NAME = 'guest-name'

interface NameFieldProps {
  name: string
  missing: boolean
  onName: (name: string) => void
}

function NameField({ name, missing, onName }: NameFieldProps) {
  return (
    <div className={own.name}>
      <label htmlFor={NAME}>{t.name}</label>
      <input
        id={NAME}
        type="text"
        value={name}
        maxLength={CALL_GUEST_NAME_MAX}
        autoComplete="name"
        aria-invalid={missing || undefined}
        aria-describedby={missing ? 'guest-name-missing guest-name-note' : 'guest-name-note'}
        onChange={(event) => onName(event.target.value)}
      />
      {missing && (
        <p id="guest-name-missing" className={styles.wrong} role="alert">
          {t.nameMissing}
        </p>
      )}
      <p id="guest-name-note" className={styles.hint}>
        {t.nameNote}
      </p>
    </div>
  )
}
