import { type FormEvent, useCallback, useEffect, useState } from 'react'
import { openInvitation } from '#contract/identity/signin.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { api } from '#web/kit/api/api.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { Button } from '#web/kit/ui/light/Button.tsx'
import { Head, Trouble } from './parts.tsx'
import styles from './signin.module.css'
import { t } from './signin.texts.ts'
import type { Signin } from './useSignin.ts'

type Invitation = OutputOf<typeof openInvitation>

/** What the link in a teacher's letter opens: into which class, and the beginning of the registration (IDN-13). */
export function InvitationStep({ signin, token }: { signin: Signin; token: string }) {
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const open = useCallback(() => {
    setFailure(null)
    api.call(openInvitation, { token }).then(setInvitation, setFailure)
  }, [token])
  useEffect(open, [open])
  if (failure !== null) return <NotOpened failure={failure} onAgain={open} />
  if (invitation === null) return <Head title={t.invitation.loading} />
  const { communityName, unitName, emailMasked, known } = invitation
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void signin.acceptInvitation(token, emailMasked)
  }
  return (
    <form onSubmit={submit}>
      <Head title={t.invitation.title(unitName)} sub={t.invitation.sub(communityName, emailMasked)} />
      <p className={styles.safe}>{known ? t.invitation.known : t.invitation.consent}</p>
      <Trouble signin={signin} />
      <Button busy={signin.busy}>{t.proceed}</Button>
    </form>
  )
}

/** A letter that leads nowhere, or a network that does not reach us: then the letter may be as good as ever. */
function NotOpened({ failure, onAgain }: { failure: unknown; onAgain: () => void }) {
  const refused = failure instanceof ApiFailure && failure.code.startsWith('invitation.')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (refused) location.assign('/id')
    else onAgain()
  }
  return (
    <form onSubmit={submit}>
      <Head title={refused ? t.invitation.over : t.invitation.notOpened} />
      <div className={styles.trouble} role="alert">
        <p>{explain(failure).sentence}</p>
      </div>
      <Button>{refused ? t.invitation.signIn : t.invitation.again}</Button>
    </form>
  )
}
