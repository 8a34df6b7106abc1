import type { Ticket } from '#contract/communities/tickets.ts'
import { More } from '#web/kit/ui/More.tsx'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { TicketCard } from './TicketCard.tsx'
import { type TicketDoor, TicketDoorContext } from './ticket-door.ts'
import styles from './tickets.module.css'
import { t } from './tickets.texts.ts'

interface TicketListProps {
  sub: string
  door: TicketDoor
  list: TicketPages
}

/** Tickets page by page. */
interface TicketPages {
  pages: readonly { tickets: readonly Ticket[] }[]
  error: Error | null
  refetch: () => unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

const OPEN: readonly Ticket['state'][] = ['new', 'confirmed', 'waiting']

/** A queue of tickets: those that are open, and under them those that are over. */
export function TicketList({ sub, door, list }: TicketListProps) {
  return (
    <TicketDoorContext.Provider value={door}>
      <PageHead title={t.queue.title} sub={sub} />
      <Card>
        {list.pages.length > 0 ? (
          <Tickets list={list} />
        ) : list.error !== null ? (
          <Failed error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <RowsSkeleton rows={4} label={t.queue.loading} />
        )}
      </Card>
    </TicketDoorContext.Provider>
  )
}

function Tickets({ list }: { list: TicketPages }) {
  const tickets = list.pages.flatMap((page) => page.tickets)
  const open = tickets.filter(({ state }) => OPEN.includes(state))
  const over = tickets.filter(({ state }) => !OPEN.includes(state))
  return (
    <>
      {open.length === 0 ? (
        <Empty {...t.queue.empty} />
      ) : (
        <ul className={styles.list}>
          {open.map((ticket) => (
            <TicketCard key={ticket.id} ticket={ticket} />
          ))}
        </ul>
      )}
      {over.length === 0 && <More list={list} />}
      {over.length > 0 && (
        <details className={styles.over}>
          <summary>{t.queue.over(over.length, list.hasNextPage)}</summary>
          <ul className={styles.list}>
            {over.map((ticket) => (
              <TicketCard key={ticket.id} ticket={ticket} />
            ))}
          </ul>
          <More list={list} />
        </details>
      )}
    </>
  )
}
