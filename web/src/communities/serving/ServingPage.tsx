import { Button, Search } from '@vkontakte/vkui'
import { useDeferredValue, useState } from 'react'
import { listOrganisations, type ServedOrganisation } from '#contract/communities/suspension.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { Tabs } from '#web/kit/ui/Tabs.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { Meters } from '../quotas/Meters.tsx'
import { BannerCard } from './BannerCard.tsx'
import { QuotasDialog } from './QuotasDialog.tsx'
import { ResumeDialog, SuspendDialog } from './SuspensionDialogs.tsx'
import styles from './serving.module.css'
import { t } from './serving.texts.ts'

/** The organisations of this installation, which the operator lets rest and work, and what he announces (ORG-19). */
export function ServingPage() {
  const [tab, setTab] = useState<'all' | 'suspended' | 'short'>('all')
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const search = useDeferredValue(text.trim())
  const query = useApiPages(listOrganisations, {
    ...(search === '' ? {} : { search }),
    ...(tab === 'all' ? {} : { [tab]: true }),
  })
  const count = query.first?.suspendedCount
  return (
    <>
      <PageHead title={t.title} sub={count === undefined ? undefined : t.suspendedCount(count)} />
      <BannerCard />
      <Card flush>
        <Tabs
          label={t.which}
          value={tab}
          onChange={setTab}
          items={[
            { key: 'all', label: t.tabs.all },
            { key: 'suspended', label: t.tabs.suspended, count },
            { key: 'short', label: t.tabs.short },
          ]}
        />
        <div className={styles.find}>
          <Search
            noPadding
            value={text}
            placeholder={t.search}
            aria-label={t.search}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <Found query={query} nothing={search === '' && tab === 'all' ? t.empty : t.nothing} onChoose={setChosen} />
      </Card>
      {chosen !== null && <ChosenDialog {...chosen} onClose={() => setChosen(null)} />}
    </>
  )
}

/** What is to be done to which organisation. */
interface Chosen {
  organisation: ServedOrganisation
  what: 'work' | 'quotas'
}

function ChosenDialog({ organisation, what, onClose }: Chosen & { onClose: () => void }) {
  if (what === 'quotas') return <QuotasDialog organisation={organisation} onClose={onClose} />
  return organisation.suspended === null ? (
    <SuspendDialog organisation={organisation} onClose={onClose} />
  ) : (
    <ResumeDialog organisation={organisation} onClose={onClose} />
  )
}

interface FoundProps {
  query: ReturnType<typeof useApiPages<typeof listOrganisations>>
  nothing: { title: string; text: string }
  onChoose: (chosen: Chosen) => void
}

function Found({ query, nothing, onChoose }: FoundProps) {
  const organisations = query.pages.flatMap((page) => page.organisations)
  if (query.first === undefined) {
    if (query.error === null) return <RowsSkeleton label={t.loading} />
    return <Failed error={query.error} onRetry={() => void query.refetch()} />
  }
  if (organisations.length === 0) return <Empty {...nothing} />
  return (
    <>
      <ul>
        {organisations.map((organisation) => (
          <Row key={organisation.communityId} organisation={organisation} onChoose={onChoose} />
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

function Row({ organisation, onChoose }: { organisation: ServedOrganisation } & Pick<FoundProps, 'onChoose'>) {
  const { name, membersCount, createdAt, suspended, quotas, quotaOrder } = organisation
  return (
    <li className={styles.row}>
      <div>
        <b>{name}</b>
        <span className={styles.about}>
          <span className="num">{t.members(membersCount)}</span>
          <When at={createdAt} dayOnly />
          {suspended !== null && <Chip tone="warn">{t.suspended}</Chip>}
        </span>
        {suspended !== null && (
          <>
            <p>{t.why(suspended.reason)}</p>
            <p>
              {suspended.by !== '' && `${t.by(suspended.by)}, `}
              <When at={suspended.since} />
            </p>
          </>
        )}
      </div>
      <div className={styles.actions}>
        <Button
          size="l"
          mode="outline"
          appearance="neutral"
          aria-label={`${t.actions.quotas}: ${name}`}
          onClick={() => onChoose({ organisation, what: 'quotas' })}
        >
          {t.actions.quotas}
        </Button>
        <Button
          size="l"
          mode="outline"
          appearance={suspended === null ? 'negative' : 'accent'}
          aria-label={`${suspended === null ? t.actions.suspend : t.actions.resume}: ${name}`}
          onClick={() => onChoose({ organisation, what: 'work' })}
        >
          {suspended === null ? t.actions.suspend : t.actions.resume}
        </Button>
      </div>
      <div className={styles.meters}>
        <Meters quotas={quotas} />
        {quotaOrder !== null && (
          <p>
            {t.ordered(quotaOrder.reason)} · {quotaOrder.by !== '' && `${quotaOrder.by}, `}
            <When at={quotaOrder.at} />
          </p>
        )}
      </div>
    </li>
  )
}
