import { useMutation } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { Button } from '@vkontakte/vkui'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { own, submit } from '#contract/communities/applications.ts'
import { openLink } from '#contract/communities/links.ts'
import { type CommunityType, isStaffRole } from '#contract/communities/types.ts'
import { fullName } from '#contract/identity/names.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { activeProfile, goToSignin, isSignedOut, signOutHere, useSession } from '#web/identity/index.ts'
import { keepEnteredPhone } from '#web/kit/account/entered-phone.ts'
import { newKey } from '#web/kit/api/api.ts'
import { isFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { PlainPage, PlainSkeleton } from '#web/kit/ui/PlainPage.tsx'
import { formatPhone, isPhoneWhole } from '#web/kit/ui/phone.ts'
import { Denied, ErrorLine, Failed } from '#web/kit/ui/States.tsx'
import { usePhoneInput } from '#web/kit/ui/usePhoneInput.ts'
import { PositionField } from '../position/PositionField.tsx'
import { StatusBoard, type StatusStep } from '../status/StatusBoard.tsx'
import { roleName } from '../terms/terms.ts'
import styles from './JoinPage.module.css'
import { t } from './join.texts.ts'

type Invitation = OutputOf<typeof openLink>

/** In the address after a sign-in: the button that applies was pressed before it. */
const APPLY = '#apply'

/** Codes of a link that will never open again; a retry would not help. */
const BROKEN = ['link.unknown', 'link.revoked', 'link.expired', 'link.usedUp'] as const

/** What an invitation link leads to: it joins nobody, it makes an application (INV-02). */
export function JoinPage() {
  const { token } = useParams({ strict: false }) as { token: string }
  const link = useApi(openLink, { token })
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  const broken = BROKEN.some((code) => isFailure(link.error, code)) || isFailure(link.error, 'request.invalid')
  return (
    <PlainPage hidden={link.data === undefined ? t.documentTitle : null}>
      {link.data?.ownChild === true ? (
        <Denied title={t.own.title} text={t.own.text(link.data.communityName)} action={<OwnChildActions />} />
      ) : link.data !== undefined ? (
        <InvitationView token={token} invitation={link.data} />
      ) : broken ? (
        <Denied title={t.broken} text={explain(link.error).sentence} action={<FrontButton />} />
      ) : link.error !== null ? (
        <Failed error={link.error} onRetry={() => void link.refetch()} />
      ) : (
        <PlainSkeleton label={t.loading} />
      )}
    </PlainPage>
  )
}

function FrontButton() {
  return (
    <Button size="l" Component="a" href="/">
      {t.front}
    </Button>
  )
}

/** A parent has opened the link where the child is signed in: the child shows it, or leaves this device to the parent. */
function OwnChildActions() {
  const leave = useMutation({ mutationFn: signOutHere })
  return (
    <div className={styles.buttons}>
      <Button size="l" Component="a" href="/family">
        {t.own.show}
      </Button>
      <Button size="l" mode="outline" appearance="neutral" loading={leave.isPending} onClick={() => leave.mutate()}>
        {t.own.leave}
      </Button>
    </div>
  )
}

/** A child for whom nobody has consented applies by signing in through the link, and has no other page. */
function YoungActions() {
  return (
    <div className={styles.buttons}>
      <Button size="l" Component="a" href="/">
        {t.young.onward}
      </Button>
      <Button size="l" mode="outline" appearance="neutral" onClick={() => goToSignin()}>
        {t.young.again}
      </Button>
    </div>
  )
}

function InvitationView({ token, invitation }: { token: string; invitation: Invitation }) {
  const session = useSession()
  const profile = session.data === undefined ? null : activeProfile(session.data)
  if (session.data?.awaitsConsent === true)
    return <Denied title={t.young.title} text={t.young.text(invitation.unitName)} action={<YoungActions />} />
  if (profile !== null && invitation.yours?.state === 'waiting') return <Waiting id={invitation.yours.applicationId} />
  const { communityName, communityType, unitName, role, childName } = invitation
  const child = childName === null ? '' : ` · ${t.child(childName)}`
  const sub = `${communityName} · ${t.role(roleName(communityType, role))}${child}`
  if (profile !== null && invitation.yours !== null) {
    const done = [
      { key: 'signIn', state: 'done' as const, title: t.steps.signedIn(fullName(profile)), text: '' },
      { key: 'apply', state: 'done' as const, title: t.here.approved, text: '' },
      { key: 'then', state: 'done' as const, title: t.here.open, text: '' },
    ]
    return (
      <StatusBoard chip={<Chip tone="chalk">{t.here.chip}</Chip>} title={t.here.title(unitName)} sub={sub} steps={done}>
        <Button size="l" Component="a" href="/im">
          {t.here.chats}
        </Button>
      </StatusBoard>
    )
  }
  const isOut = isSignedOut(session.error) || (session.data !== undefined && profile === null)
  const steps: StatusStep[] = [
    profile === null
      ? { key: 'signIn', state: 'now', title: t.steps.signIn.title, text: isOut ? <EnterForm /> : t.steps.signIn.text }
      : { key: 'signIn', state: 'done', title: t.steps.signedIn(fullName(profile)), text: '' },
    { key: 'apply', state: profile === null ? 'later' : 'now', ...t.steps.apply },
    { key: 'then', state: 'later', ...t.steps.after },
  ]
  return (
    <StatusBoard chip={<Chip tone="chalk">{t.chip}</Chip>} title={t.title(unitName)} sub={sub} steps={steps}>
      {profile !== null && <ApplyForm token={token} type={communityType} askPosition={isStaffRole(role)} />}
    </StatusBoard>
  )
}

/** He has applied already: what becomes of it has a page of its own. */
function Waiting({ id }: { id: string }) {
  const router = useRouter()
  useEffect(() => {
    router.history.replace(`/applications/${id}`)
  }, [router, id])
  return <PlainSkeleton label={t.loading} />
}

/** The way in for whoever is signed out: the application goes by itself once he is signed in. */
function EnterForm() {
  const [phone, setPhone] = useState(() => formatPhone('+7'))
  const [incomplete, setIncomplete] = useState(false)
  const input = usePhoneInput(phone, (value) => {
    setPhone(value)
    setIncomplete(false)
  })
  const enter = (first: boolean) => {
    const whole = isPhoneWhole(phone)
    if (first && !whole) {
      setIncomplete(true)
      return input.ref.current?.focus()
    }
    if (whole) keepEnteredPhone({ phone, first })
    goToSignin(`${location.pathname}${APPLY}`, true)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    enter(false)
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField label={t.phone} hint={t.phoneHint} error={incomplete ? t.phoneIncomplete : undefined} {...input} />
      <div className={styles.buttons}>
        <Button size="l" type="submit">
          {t.enter}
        </Button>
        <Button size="l" mode="outline" appearance="neutral" onClick={() => enter(true)}>
          {t.first}
        </Button>
      </div>
    </form>
  )
}

interface ApplyFormProps {
  token: string
  type: CommunityType
  askPosition: boolean
}

function ApplyForm({ token, type, askPosition }: ApplyFormProps) {
  const router = useRouter()
  const id = useRef(newKey())
  const [position, setPosition] = useState('')
  const [missing, setMissing] = useState(false)
  const apply = useCommand(submit, {
    refreshes: [own, openLink],
    onSuccess: (application) => router.history.push(`/applications/${application.id}`),
  })
  const { mutate } = apply
  useEffect(() => {
    if (location.hash !== APPLY) return
    history.replaceState(history.state, '', location.pathname)
    // He has pressed «Войти и подать заявку» before he was asked who he is; a position is still to be named.
    if (!askPosition) mutate({ id: id.current, token })
  }, [askPosition, mutate, token])
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (askPosition && position.trim() === '') setMissing(true)
    else apply.mutate({ id: id.current, token, ...(askPosition ? { position: position.trim() } : {}) })
  }
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      {askPosition && (
        <PositionField
          type={type}
          value={position}
          missing={missing}
          onChange={(value) => {
            setPosition(value)
            setMissing(false)
          }}
        />
      )}
      <ErrorLine error={apply.error} />
      <div className={styles.buttons}>
        {isFailure(apply.error, 'application.alreadyMember') ? (
          <Button size="l" Component="a" href="/applications">
            {t.already}
          </Button>
        ) : (
          <Button size="l" type="submit" loading={apply.isPending}>
            {t.send}
          </Button>
        )}
      </div>
    </form>
  )
}
