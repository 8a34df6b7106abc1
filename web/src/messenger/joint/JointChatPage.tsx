import { useRouter } from '@tanstack/react-router'
import { Button, FormItem, Input } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { createChat } from '#contract/messenger/chats.ts'
import { CHAT_TITLE_MAX } from '#contract/messenger/messenger.limits.ts'
import { newKey } from '#web/kit/api/api.ts'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Empty, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { useChosenPeople } from '../boot/use-chosen-people.ts'
import styles from './joint.module.css'
import { t } from './joint.texts.ts'
import { OwnContacts, type OwnPeople, useOwnContacts } from './OwnContacts.tsx'

/** «Совместный чат»: it belongs to no organisation and holds people who have agreed to be contacts (CNT-06, GEN-15). */
export function JointChatPage() {
  const own = useOwnContacts()
  return (
    <SubPage title={t.title} sub={t.sub} above="/me/contacts">
      <Card>
        {own.people !== undefined ? (
          <JointForm contacts={own.people} />
        ) : own.error === null ? (
          <RowsSkeleton rows={4} label={t.loading} />
        ) : (
          <Failed error={own.error} onRetry={own.retry} />
        )}
      </Card>
    </SubPage>
  )
}

function JointForm({ contacts }: { contacts: OwnPeople }) {
  const router = useRouter()
  const [id] = useState(newKey)
  const [title, setTitle] = useState('')
  const { ids: chosen, toggle } = useChosenPeople()
  const [tried, setTried] = useState(false)
  const create = useCommand(createChat, { onSuccess: ({ chat }) => router.history.push(`/im/${chat.id}`) })
  if (contacts.length === 0) return <Empty {...t.empty} />
  const incomplete = title.trim() === '' || chosen.size === 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!incomplete) create.mutate({ id, communityId: null, title: title.trim(), memberIds: [...chosen] })
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
      <OwnContacts people={contacts} chosen={chosen} onToggle={toggle} />
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
