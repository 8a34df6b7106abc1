import { useRouter } from '@tanstack/react-router'
import { Button, Checkbox, FormItem, Input } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { listPersonal, type PersonalContact } from '#contract/communities/personal-contacts.ts'
import { fullName } from '#contract/identity/names.ts'
import { createChat } from '#contract/messenger/chats.ts'
import { CHAT_TITLE_MAX } from '#contract/messenger/messenger.limits.ts'
import { newKey } from '#web/kit/api/api.ts'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Empty, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import styles from './joint.module.css'
import { t } from './joint.texts.ts'

/** «Совместный чат»: it belongs to no organisation and holds people who have agreed to be contacts (CNT-06, GEN-15). */
export function JointChatPage() {
  const query = useApi(listPersonal, {})
  return (
    <SubPage title={t.title} sub={t.sub} above="/me/contacts">
      <Card>
        {query.data !== undefined ? (
          <JointForm contacts={query.data.contacts.filter(({ state }) => state === 'mutual')} />
        ) : query.error === null ? (
          <RowsSkeleton rows={4} label={t.loading} />
        ) : (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        )}
      </Card>
    </SubPage>
  )
}

function JointForm({ contacts }: { contacts: readonly PersonalContact[] }) {
  const router = useRouter()
  const [id] = useState(newKey)
  const [title, setTitle] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const create = useCommand(createChat, { onSuccess: ({ chat }) => router.history.push(`/im/${chat.id}`) })
  if (contacts.length === 0) return <Empty {...t.empty} />
  const incomplete = title.trim() === '' || chosen.size === 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!incomplete) create.mutate({ id, communityId: null, title: title.trim(), memberIds: [...chosen] })
  }
  const toggle = (profileId: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(profileId)
    else next.delete(profileId)
    setChosen(next)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <FormItem noPadding top={t.name} htmlFor="joint-title">
        <Input
          id="joint-title"
          value={title}
          maxLength={CHAT_TITLE_MAX}
          onChange={(event) => setTitle(event.target.value)}
        />
      </FormItem>
      <fieldset className={styles.people}>
        <legend>{t.people}</legend>
        {contacts.map((contact) => (
          <Checkbox
            key={contact.profileId}
            checked={chosen.has(contact.profileId)}
            onChange={(event) => toggle(contact.profileId, event.target.checked)}
          >
            {fullName(contact)} {contact.staff && <VerifiedMark />}
          </Checkbox>
        ))}
      </fieldset>
      {tried && incomplete && <p role="alert">{t.missing}</p>}
      <ErrorLine error={create.error} />
      <div>
        <Button size="l" type="submit" loading={create.isPending}>
          {t.submit}
        </Button>
      </div>
    </form>
  )
}
