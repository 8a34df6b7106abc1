import { useRouter, useSearch } from '@tanstack/react-router'
import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import type { Application } from '#contract/communities/applications.ts'
import { lazyPage } from '#web/kit/frame/lazy-page.tsx'
import { number } from '#web/kit/i18n/plural.ts'
import { Card, Foot, PageHead } from '#web/kit/ui/Page.tsx'
import { Denied, Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { Tabs } from '#web/kit/ui/Tabs.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { useCommunity } from '../layout/community-context.ts'
import { ApplicationCards } from './ApplicationCards.tsx'
import { ApplicationPanel } from './ApplicationPanel.tsx'
import { ApplicationTable } from './ApplicationTable.tsx'
import { ApprovalPage } from './ApprovalPage.tsx'
import { t } from './applications.texts.ts'
import { BulkBar } from './BulkBar.tsx'
import { DelegationCard } from './DelegationCard.tsx'
import { DigestCard } from './DigestCard.tsx'
import { MatchedBar } from './MatchedBar.tsx'
import { QueueFilterRow } from './QueueFilterRow.tsx'
import styles from './QueuePage.module.css'
import { RejectDialog } from './RejectDialog.tsx'
import { useDecisions } from './useDecisions.ts'
import { useMatched } from './useMatched.ts'
import { type Queue, type QueueTab, useQueue } from './useQueue.ts'

// Loaded from here and not by a route of its own, so that chats do not pay for its name.
const RosterPage = lazyPage(() => import('../roster/RosterPage.tsx'), 'RosterPage')

/** «Разбор заявок»: the queue of those who decide (INV-06). */
export function QueuePage() {
  const { can } = useCommunity()
  const asked = useSearch({ strict: false }) as { approval?: string; list?: unknown }
  if (asked.list !== undefined) return <RosterPage />
  if (can.decideApplications && asked.approval !== undefined) return <ApprovalPage approvalId={asked.approval} />
  if (can.decideApplications || can.decideUnitApplications) return <QueueView />
  return (
    <>
      <PageHead title={t.title} />
      <DelegationCard />
      <Card flush>
        <Denied {...t.denied} />
      </Card>
    </>
  )
}

function QueueView() {
  const { community, can } = useCommunity()
  const asked = useSearch({ strict: false }) as { unit?: string }
  const queue = useQueue(community.communityId, asked.unit === undefined ? {} : { unitId: asked.unit })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [openId, setOpenId] = useState<string | null>(null)
  const [rejecting, setRejecting] = useState<readonly Application[] | null>(null)
  const [rejectingIds, setRejectingIds] = useState<readonly string[]>([])
  const phone = usePhone()
  const matched = useMatched(community.communityId, can.decideApplications)
  const decisions = useDecisions(community.communityId, () => {
    setSelected(new Set())
    setRejecting(null)
  })
  const reject = (ids: readonly string[]) => {
    setRejectingIds(ids)
    setRejecting(queue.applications.filter(({ id }) => ids.includes(id)))
  }
  const opened = queue.applications.find(({ id }) => id === openId) ?? null
  const list = {
    queue,
    selected,
    onSelect: setSelected,
    openId: opened?.id ?? null,
    onOpen: setOpenId,
    decisions,
    onReject: reject,
  }
  const panel = opened !== null && (
    <ApplicationPanel
      application={opened}
      position={t.panel.position(queue.applications.indexOf(opened) + 1, number(queue.total))}
      decisions={decisions}
      onReject={() => reject([opened.id])}
      onClose={() => setOpenId(null)}
    />
  )
  return (
    <>
      <PageHead title={t.title} sub={queue.query.first === undefined ? undefined : t.waiting(queue.pending)} />
      {can.decideApplications ? <MatchedBar matched={matched} /> : <p className={styles.hint}>{t.delegation.scope}</p>}
      <DelegationCard />
      <div className={opened !== null && !phone ? styles.split : undefined}>
        <Card flush plain={phone}>
          <StateTabs queue={queue} onChange={() => setSelected(new Set())} />
          <QueueFilterRow queue={queue} hasRoster={matched.summary?.roster === true} />
          <QueueBody {...list} />
        </Card>
        {panel}
      </div>
      <DigestCard />
      {selected.size > 0 && (
        <BulkBar
          count={selected.size}
          total={queue.total}
          busy={decisions.busy}
          onAll={() => void queue.allIds().then((ids) => setSelected(new Set(ids)))}
          onClear={() => setSelected(new Set())}
          onApprove={() => decisions.approve([...selected])}
          onReject={() => reject([...selected])}
        />
      )}
      {rejecting !== null && (
        <RejectDialog
          applications={rejecting}
          count={rejectingIds.length}
          busy={decisions.busy}
          onReject={(reason) => decisions.reject([...rejectingIds], reason)}
          onClose={() => setRejecting(null)}
        />
      )}
    </>
  )
}

function StateTabs({ queue, onChange }: { queue: Queue; onChange: () => void }) {
  const tabs: QueueTab[] = ['pending', 'approved', 'rejected', 'closed']
  return (
    <Tabs
      label={t.states}
      value={queue.filters.tab}
      items={tabs.map((key) => ({
        key,
        label: t.tabs[key],
        count: key === 'pending' ? queue.query.first?.pending : undefined,
      }))}
      onChange={(tab) => {
        queue.setFilters({ tab })
        onChange()
      }}
    />
  )
}

export interface QueueListProps {
  queue: Queue
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
  openId: string | null
  onOpen: (id: string) => void
  decisions: ReturnType<typeof useDecisions>
  onReject: (ids: readonly string[]) => void
}

function QueueBody(props: QueueListProps) {
  const { queue } = props
  const { query, applications, filters, narrowed, total } = queue
  const router = useRouter()
  const { community, can } = useCommunity()
  const phone = usePhone()
  if (query.first === undefined) {
    return query.error === null ? (
      <RowsSkeleton label={t.loading} />
    ) : (
      <Failed error={query.error} onRetry={() => void query.refetch()} />
    )
  }
  if (applications.length === 0) {
    const pending = can.decideApplications ? t.empty.pending : t.empty.delegated
    const words = narrowed ? t.empty.nothing : filters.tab === 'pending' ? pending : t.empty.other
    const create = () => router.history.push(`/o/${community.communityId}/links?create=1`)
    return (
      <Empty
        {...words}
        action={
          words === t.empty.pending &&
          can.manageLinks && (
            <Button size="l" onClick={create}>
              {t.empty.action}
            </Button>
          )
        }
      />
    )
  }
  return (
    <>
      {phone ? <ApplicationCards {...props} /> : <ApplicationTable {...props} />}
      <Foot>
        <span>{t.range(number(applications.length), number(total))}</span>
        {query.hasNextPage && (
          <Button
            size="m"
            mode="tertiary"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t.more}
          </Button>
        )}
      </Foot>
    </>
  )
}
