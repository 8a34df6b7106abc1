import type { Ticket } from '#contract/communities/tickets.ts'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Empty, Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { TicketCard } from './TicketCard.tsx'
import { type TicketDoor, TicketDoorContext } from './ticket-door.ts'
import styles from './tickets.module.css'
import { t } from './tickets.texts.ts'

interface TicketListProps {
  sub: string
  door: TicketDoor
  query: { data: { tickets: Ticket[] } | undefined; error: Error | null; refetch: () => unknown }
}

const OPEN: readonly Ticket['state'][] = ['new', 'confirmed', 'waiting']

/** A queue of tickets: those that are open, and under them those that are over. */
export function TicketList({ sub, door, query }: TicketListProps) {
  return (
    <TicketDoorContext.Provider value={door}>
      <PageHead title={t.queue.title} sub={sub} />
      <Card>
        {query.data !== undefined ? (
          <Tickets tickets={query.data.tickets} />
        ) : query.error !== null ? (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <RowsSkeleton rows={4} label={t.queue.loading} />
        )}
      </Card>
    </TicketDoorContext.Provider>
  )
}

function Tickets({ tickets }: { tickets: readonly Ticket[] }) {
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
      {over.length > 0 && (
        <details className={styles.over}>
          <summary>{t.queue.over(over.length)}</summary>
          <ul className={styles.list}>
            {over.map((ticket) => (
              <TicketCard key={ticket.id} ticket={ticket} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
