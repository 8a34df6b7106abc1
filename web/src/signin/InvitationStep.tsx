import { type FormEvent, useEffect, useState } from 'react'
import { openInvitation } from '#contract/identity/signin.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { api } from '#web/kit/api/api.ts'
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
  const [trouble, setTrouble] = useState<string | null>(null)
  useEffect(() => {
    api.call(openInvitation, { token }).then(setInvitation, (error: unknown) => setTrouble(explain(error).sentence))
  }, [token])
  if (trouble !== null) {
    return (
      <>
        <Head title={t.invitation.over} />
        <div className={styles.trouble} role="alert">
          <p>{trouble}</p>
        </div>
        <p className={styles.safe}>
          <a className={styles.link} href="/id">
            {t.invitation.signIn}
          </a>
        </p>
      </>
    )
  }
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
