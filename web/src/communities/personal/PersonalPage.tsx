import { Button } from '@vkontakte/vkui'
import { useEffect, useState } from 'react'
import {
  confirmPersonal,
  listPersonal,
  makeCode,
  type PersonalContact,
  removePersonal,
} from '#contract/communities/personal-contacts.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Person } from '#web/kit/ui/Person.tsx'
import { QrCode } from '#web/kit/ui/QrCode.tsx'
import { Empty, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { AnswerDialog } from './AnswerDialog.tsx'
import styles from './personal.module.css'
import { t } from './personal.texts.ts'

type Listed = OutputOf<typeof listPersonal>

/** «Личные контакты»: people of other organisations, added by a one-time code (CNT-04, GEN-15). */
export function PersonalPage() {
  const query = useApi(listPersonal, {})
  const [token, setToken] = useState(tokenHere)
  useEffect(() => {
    // Nobody finds the code in the history of the browser.
    if (location.hash !== '') history.replaceState(history.state, '', location.pathname)
  }, [])
  return (
    <SubPage title={t.title} sub={t.sub}>
      {query.data !== undefined ? (
        <Parts listed={query.data} />
      ) : query.error === null ? (
        <RowsSkeleton rows={4} label={t.loading} />
      ) : (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
      {token !== null && <AnswerDialog token={token} onClose={() => setToken(null)} />}
    </SubPage>
  )
}

function tokenHere(): string | null {
  return /^#([\w-]{22})$/.exec(location.hash)?.[1] ?? null
}

function Parts({ listed }: { listed: Listed }) {
  const hasMutual = listed.contacts.some(({ state }) => state === 'mutual')
  return (
    <>
      <AppLink href="/me/contacts/phone" className={styles.link}>
        {t.phonebook}
      </AppLink>
      {listed.canAdd && <CodeCard />}
      <Card
        title={t.contacts}
        actions={
          hasMutual && (
            <AppLink href="/me/contacts/chat" className={styles.link}>
              {t.joint}
            </AppLink>
          )
        }
      >
        {listed.contacts.length === 0 ? (
          <Empty {...(listed.canAdd ? t.empty : t.emptyOthers)} />
        ) : (
          <ul className={styles.list}>
            {listed.contacts.map((contact) => (
              <ContactRow key={contact.profileId} contact={contact} />
            ))}
          </ul>
        )}
      </Card>
    </>
  )
}

/** The one-time code of a member of the staff. */
function CodeCard() {
  const make = useCommand(makeCode)
  const { data } = make
  const address = data === undefined ? '' : `${location.origin}/me/contacts#${data.token}`
  const copy = async () => {
    await navigator.clipboard.writeText(address)
    showToast(t.copied)
  }
  return (
    <Card title={t.code} sub={t.codeSub}>
      {data !== undefined && (
        <div className={styles.code}>
          <QrCode text={address} size={176} label={t.qr} />
          <div>
            <p>
              {t.until} <When at={data.expiresAt} />
            </p>
            <Button size="m" mode="secondary" onClick={() => void copy()}>
              {t.copy}
            </Button>
          </div>
        </div>
      )}
      <Button size="l" loading={make.isPending} onClick={() => make.mutate({})}>
        {data === undefined ? t.show : t.renew}
      </Button>
      <ErrorLine error={make.error} />
    </Card>
  )
}

function ContactRow({ contact }: { contact: PersonalContact }) {
  const { profileId, state } = contact
  const failed = { onError: (error: Error) => showFailure(explain(error).sentence) }
  const confirm = useCommand(confirmPersonal, { refreshes: [listPersonal], onSuccess: () => showToast(t.added) })
  const remove = useCommand(removePersonal, { refreshes: [listPersonal], onSuccess: () => showToast(t.removed) })
  return (
    <li>
      <Person id={profileId} person={contact} staff={contact.staff} size={40} note={t.states[state]} />
      {state === 'mutual' && (
        <>
          <AppLink href={`/im?who=${profileId}`} className={styles.link}>
            {t.card}
          </AppLink>
          <AppLink href={`/im?with=${profileId}`} className={styles.link}>
            {t.write}
          </AppLink>
        </>
      )}
      {state === 'answered' && (
        <Button size="m" loading={confirm.isPending} onClick={() => confirm.mutate({ profileId }, failed)}>
          {t.confirm}
        </Button>
      )}
      <Button
        size="m"
        mode="outline"
        appearance="neutral"
        loading={remove.isPending}
        onClick={() => remove.mutate({ profileId }, failed)}
      >
        {state === 'answered' ? t.refuse : t.remove}
      </Button>
    </li>
  )
}
