import { Button } from '@vkontakte/vkui'
import { type ChangeEvent, useRef, useState } from 'react'
import { comparePhonebook, forgetPhonebook, listPhonebook } from '#contract/communities/phonebook.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Person } from '#web/kit/ui/Person.tsx'
import { Empty, ErrorLine, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { InviteCard } from './InviteCard.tsx'
import styles from './phonebook.module.css'
import { t } from './phonebook.texts.ts'
import { type Entry, hashNumbers, hasPicker, pickContacts, readFile } from './phonebook.ts'

type Listed = OutputOf<typeof listPhonebook>

/** «Телефонная книга»: adults who have each other's number become contacts (CNT-02); others are invited (CNT-03). */
export function PhonebookPage() {
  const query = useApi(listPhonebook, {})
  const [entries, setEntries] = useState<Entry[] | null>(null)
  return (
    <SubPage title={t.title} sub={t.sub} above="/me/contacts">
      {query.data !== undefined ? (
        <Parts listed={query.data} entries={entries} onRead={setEntries} />
      ) : query.error === null ? (
        <RowsSkeleton rows={4} label={t.loading} />
      ) : (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      )}
    </SubPage>
  )
}

interface PartsProps {
  listed: Listed
  entries: Entry[] | null
  onRead: (entries: Entry[]) => void
}

function Parts({ listed, entries, onRead }: PartsProps) {
  if (!listed.allowed) return <Empty {...t.minor} />
  return (
    <>
      <CompareCard comparedAt={listed.comparedAt} onRead={onRead} />
      {listed.comparedAt !== null && <PeopleCard people={listed.people} />}
      {entries !== null && entries.length > 0 && <InviteCard entries={entries} />}
    </>
  )
}

function CompareCard({ comparedAt, onRead }: { comparedAt: string | null; onRead: PartsProps['onRead'] }) {
  const [trouble, setTrouble] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const refreshes = [listPhonebook]
  const compare = useCommand(comparePhonebook, { refreshes })
  const forget = useCommand(forgetPhonebook, { refreshes, onSuccess: () => showToast(t.forgotten) })
  const take = async (read: Promise<Entry[]>) => {
    setTrouble(null)
    compare.reset()
    const entries = await read.catch(() => null)
    if (entries === null) return setTrouble(t.failed)
    if (entries.length === 0) return setTrouble(t.empty)
    onRead(entries)
    compare.mutate({ hashes: await hashNumbers(entries) })
  }
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    if (file !== undefined) void take(readFile(file))
    // The same file may be chosen again.
    event.target.value = ''
  }
  return (
    <Card title={t.compareTitle}>
      <ul className={styles.how}>
        {t.how.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div className={styles.buttons}>
        {hasPicker && (
          <Button size="l" loading={compare.isPending} onClick={() => void take(pickContacts())}>
            {t.pick}
          </Button>
        )}
        <Button
          size="l"
          mode={hasPicker ? 'secondary' : 'primary'}
          loading={compare.isPending}
          onClick={() => input.current?.click()}
        >
          {t.file}
        </Button>
        <input
          ref={input}
          hidden
          type="file"
          accept=".vcf,text/vcard,text/x-vcard"
          aria-label={t.file}
          onChange={choose}
        />
        {comparedAt !== null && (
          <Button
            size="l"
            mode="outline"
            appearance="neutral"
            loading={forget.isPending}
            onClick={() => forget.mutate({})}
          >
            {t.forget}
          </Button>
        )}
      </div>
      <p className={styles.note}>{t.fileHint}</p>
      {comparedAt !== null && (
        <p className={styles.note}>
          {t.compared} <When at={comparedAt} />
        </p>
      )}
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      )}
      <ErrorLine error={compare.error ?? forget.error} />
    </Card>
  )
}

function PeopleCard({ people }: { people: Listed['people'] }) {
  return (
    <Card title={t.people}>
      {people.length === 0 ? (
        <Empty {...t.nobody} />
      ) : (
        <ul className={styles.list}>
          {people.map((person) => (
            <li key={person.profileId}>
              <Person id={person.profileId} person={person} staff={person.staff} size={40} />
              <AppLink href={`/im?with=${person.profileId}`} className={styles.link}>
                {t.write}
              </AppLink>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
