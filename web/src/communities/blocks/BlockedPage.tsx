import { Button } from '@vkontakte/vkui'
import { type BlockedPerson, listBlocked, unblock } from '#contract/communities/blocks.ts'
import { fullName } from '#contract/identity/names.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { SubPage } from '#web/kit/frame/SubPage.tsx'
import { useCommand } from '#web/kit/query/useApi.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { Person } from '#web/kit/ui/Person.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import styles from './blocks.module.css'
import { t } from './blocks.texts.ts'

/** «Заблокированные»: whom the active profile has blocked, and the way back (CNT-07). */
export function BlockedPage() {
  return (
    <SubPage title={t.title} sub={t.sub}>
      <Card flush>
        <Blocked />
      </Card>
      <p className={styles.note}>{t.note}</p>
    </SubPage>
  )
}

function Blocked() {
  const list = useApiPages(listBlocked, {})
  if (list.first === undefined) {
    if (list.error === null) return <RowsSkeleton rows={3} label={t.loading} />
    return <Failed error={list.error} onRetry={() => void list.refetch()} />
  }
  const people = list.pages.flatMap((page) => page.blocked)
  if (people.length === 0) return <Empty title={t.empty.title} text={t.empty.text} />
  return (
    <>
      <ul>
        {people.map((person) => (
          <Row key={person.profileId} person={person} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={styles.more}>
          <Button
            size="l"
            mode="secondary"
            stretched
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t.more}
          </Button>
        </div>
      )}
    </>
  )
}

function Row({ person }: { person: BlockedPerson }) {
  const name = fullName(person)
  const free = useCommand(unblock, { refreshes: [listBlocked], onSuccess: () => showToast(t.unblocked(name)) })
  return (
    <li className={styles.row}>
      <Person
        id={person.profileId}
        person={person}
        staff={person.staff}
        size={40}
        note={<When at={person.blockedAt} />}
      />
      <Button
        size="m"
        mode="outline"
        appearance="neutral"
        loading={free.isPending}
        aria-label={`${t.unblock}: ${name}`}
        onClick={() =>
          free.mutate({ profileId: person.profileId }, { onError: (error) => showFailure(explain(error).sentence) })
        }
      >
        {t.unblock}
      </Button>
    </li>
  )
}
