import { useParams, useRouter } from '@tanstack/react-router'
import { Icon16WarningTriangle } from '@vkontakte/icons'
import { Button, Search } from '@vkontakte/vkui'
import { useDeferredValue, useState } from 'react'
import {
  listRequests,
  type OrganisationRequest,
  REQUEST_STATES,
  type RequestState,
} from '#contract/communities/requests.ts'
import { fullName } from '#contract/identity/names.ts'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { Chip, type Tone } from '#web/kit/ui/Chip.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { Tabs } from '#web/kit/ui/Tabs.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { When } from '#web/kit/ui/When.tsx'
import { requestTexts } from '../requests/requests.texts.ts'
import { LetterDialog } from './LetterDialog.tsx'
import { t } from './operator.texts.ts'
import { RequestDetails } from './RequestDetails.tsx'
import styles from './RequestsPage.module.css'

type Tab = RequestState | 'waiting'
const WAITING: RequestState[] = ['filed', 'checking', 'clarifying']

export const REQUEST_TONES: Readonly<Record<RequestState, Tone>> = {
  filed: 'plain',
  checking: 'accent',
  clarifying: 'warn',
  approved: 'accent',
  rejected: 'danger',
}

/** The operator's queue, oldest first, with one request beside it (ORG-03). */
export function RequestsPage() {
  const { requestId } = useParams({ strict: false }) as { requestId?: string }
  const router = useRouter()
  const phone = usePhone()
  const [tab, setTab] = useState<Tab>('waiting')
  const [text, setText] = useState('')
  const [entering, setEntering] = useState(false)
  const search = useDeferredValue(text.trim())
  const query = useApiPages(listRequests, {
    states: tab === 'waiting' ? WAITING : [tab],
    ...(search === '' ? {} : { search }),
  })
  const requests = query.pages.flatMap((page) => page.requests)
  const counts = query.first?.counts ?? {}
  const waiting = WAITING.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
  const openId = requestId ?? (phone ? undefined : requests[0]?.id)
  const untouched = search === '' && tab === 'waiting'
  if (phone && requestId !== undefined) {
    return <RequestDetails key={requestId} requestId={requestId} onBack={() => router.history.push('/')} />
  }
  return (
    <>
      <PageHead title={t.title} sub={query.first === undefined ? undefined : t.waiting(waiting)}>
        <Button size="l" mode="outline" appearance="neutral" onClick={() => setEntering(true)}>
          {t.letter.open}
        </Button>
      </PageHead>
      {entering && (
        <LetterDialog
          onClose={() => setEntering(false)}
          onEntered={(id) => {
            setEntering(false)
            router.history.push(`/requests/${id}`)
          }}
        />
      )}
      <Card flush plain={phone}>
        <Tabs
          label={t.states}
          value={tab}
          onChange={setTab}
          items={[
            { key: 'waiting' as Tab, label: t.tabs.waiting, count: query.first && waiting },
            ...REQUEST_STATES.map((state) => ({
              key: state as Tab,
              label: requestTexts.states[state],
              count: query.first && WAITING.includes(state) ? (counts[state] ?? 0) : undefined,
            })),
          ]}
        />
        <div className={cx(!phone && styles.split)}>
          <div className={styles.left}>
            <div className={styles.find}>
              <Search
                noPadding
                value={text}
                placeholder={t.search}
                aria-label={t.search}
                onChange={(event) => setText(event.target.value)}
              />
            </div>
            <Found query={query} openId={phone ? undefined : openId} nothing={untouched ? t.empty : t.nothing} />
          </div>
          {!phone && openId !== undefined && <RequestDetails key={openId} requestId={openId} />}
        </div>
      </Card>
    </>
  )
}

interface FoundProps {
  query: ReturnType<typeof useApiPages<typeof listRequests>>
  openId: string | undefined
  nothing: { title: string; text: string }
}

/** The requests of this tab, or why there are none. */
function Found({ query, openId, nothing }: FoundProps) {
  const requests = query.pages.flatMap((page) => page.requests)
  if (query.first === undefined) {
    if (query.error === null) return <RowsSkeleton label={t.loading} />
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  }
  if (requests.length === 0) return <Empty {...nothing} />
  return (
    <>
      <ul className={styles.list}>
        {requests.map((request) => (
          <Item key={request.id} request={request} open={request.id === openId} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          size="m"
          mode="tertiary"
          stretched
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t.more}
        </Button>
      )}
    </>
  )
}

function Item({ request, open }: { request: OrganisationRequest; open: boolean }) {
  const person = {
    surname: request.administratorSurname,
    name: request.administratorName,
    patronymic: request.administratorPatronymic,
  }
  const incomplete =
    (request.inn === '' || request.kpp === '' || !request.orders.some(({ letter }) => !letter)) &&
    request.state !== 'approved'
  return (
    <li>
      <AppLink
        href={`/requests/${request.id}`}
        className={cx(styles.item, open && styles.on)}
        aria-current={open ? 'true' : undefined}
      >
        <b>{request.name}</b>
        <small>{fullName(person)}</small>
        <span className={styles.itemFoot}>
          <Chip tone={REQUEST_TONES[request.state]}>{requestTexts.states[request.state]}</Chip>
          {incomplete && (
            <em>
              <Icon16WarningTriangle width={14} height={14} />
              {t.noDetails}
            </em>
          )}
          <When at={request.filedAt} />
        </span>
      </AppLink>
    </li>
  )
}
