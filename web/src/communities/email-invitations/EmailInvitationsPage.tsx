import { useParams } from '@tanstack/react-router'
import { Button, FormItem, Textarea } from '@vkontakte/vkui'
import { type FormEvent, useEffect, useState } from 'react'
import { INVITATIONS_TOGETHER_MAX } from '#contract/communities/communities.limits.ts'
import {
  type EmailInvitation,
  type EmailInvitations,
  listInvitations,
  revokeInvitation,
  sendInvitations,
} from '#contract/communities/email-invitations.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Chip, type Tone } from '#web/kit/ui/Chip.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import styles from './email-invitations.module.css'
import { t } from './email-invitations.texts.ts'
import { splitAddresses } from './split-addresses.ts'

/** Letters to the pupils of a class of grades 1–4, and who has come by them (INV-10). */
export function EmailInvitationsPage() {
  const { unitId = '' } = useParams({ strict: false }) as { unitId?: string }
  const list = useApi(listInvitations, { unitId })
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  return (
    <>
      <PageHead title={t.title} sub={list.data && t.sub(list.data.unitName)} />
      {list.data !== undefined ? (
        <>
          <SendCard unitId={unitId} />
          <Invited list={list.data} />
        </>
      ) : list.error !== null ? (
        <Failed error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <RowsSkeleton rows={4} label={t.loading} />
      )}
    </>
  )
}

function SendCard({ unitId }: { unitId: string }) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const send = useCommand(sendInvitations, {
    refreshes: [listInvitations],
    onSuccess: () => {
      setText('')
      showToast(t.sent)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const emails = splitAddresses(text)
    const trouble =
      emails.length === 0
        ? t.missing
        : emails.length > INVITATIONS_TOGETHER_MAX
          ? t.tooMany(INVITATIONS_TOGETHER_MAX)
          : null
    setWrong(trouble)
    if (trouble === null) send.mutate({ unitId, emails })
  }
  return (
    <Card title={t.form} sub={t.formSub}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <FormItem
          noPadding
          top={t.label}
          htmlFor="emails"
          status={wrong === null ? 'default' : 'error'}
          bottom={wrong ?? t.hint}
          bottomId="emails-note"
        >
          <Textarea
            id="emails"
            rows={4}
            value={text}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={wrong !== null}
            aria-describedby="emails-note"
            onChange={(event) => {
              setText(event.target.value)
              setWrong(null)
              send.reset()
            }}
          />
        </FormItem>
        <Button size="l" type="submit" loading={send.isPending}>
          {t.send}
        </Button>
        <ErrorLine error={send.error} />
      </form>
    </Card>
  )
}

const TONES: Readonly<Record<EmailInvitation['state'], Tone>> = {
  sent: 'plain',
  failed: 'danger',
  expired: 'warn',
  came: 'warn',
  joined: 'accent',
}

function Invited({ list }: { list: EmailInvitations }) {
  const { community, can } = useCommunity()
  return (
    <Card
      flush
      title={t.list}
      actions={
        can.decideApplications && (
          <AppLink href={`/o/${community.communityId}/applications?unit=${list.unitId}`}>{t.queue}</AppLink>
        )
      }
    >
      {list.invitations.length === 0 ? (
        <Empty title={t.empty.title} text={t.empty.text} />
      ) : (
        <ul className={styles.list}>
          {list.invitations.map((invitation) => (
            <Row key={invitation.id} unitId={list.unitId} invitation={invitation} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function Row({ unitId, invitation }: { unitId: string; invitation: EmailInvitation }) {
  const { id, email, state, name, sentAt } = invitation
  const refreshes = [listInvitations]
  const again = useCommand(sendInvitations, { refreshes, onSuccess: () => showToast(t.sent) })
  const revoke = useCommand(revokeInvitation, { refreshes, onSuccess: () => showToast(t.revoked) })
  const onError = (error: Error) => showFailure(explain(error).sentence)
  const waits = state === 'sent' || state === 'failed' || state === 'expired'
  return (
    <li>
      <span>
        <b>{name ?? email}</b>
        <small>
          {name === null ? '' : `${email} · `}
          <When at={sentAt} />
        </small>
      </span>
      <Chip tone={TONES[state]}>{t.states[state]}</Chip>
      {waits && (
        <>
          <Button
            size="m"
            mode="secondary"
            loading={again.isPending}
            onClick={() => again.mutate({ unitId, emails: [email] }, { onError })}
          >
            {t.again}
          </Button>
          <Button
            size="m"
            mode="outline"
            appearance="negative"
            loading={revoke.isPending}
            onClick={() => revoke.mutate({ invitationId: id }, { onError })}
          >
            {t.revoke}
          </Button>
        </>
      )}
    </li>
  )
}
