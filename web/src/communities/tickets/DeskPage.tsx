import { deskConfirm, deskList, deskMembers, deskRefuse, type Ticket } from '#contract/communities/tickets.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { TicketList } from './TicketList.tsx'
import type { TicketDoor } from './ticket-door.ts'
import { t } from './tickets.texts.ts'

function useMembers({ id }: Ticket, search: string) {
  const found = useApi(deskMembers, { id, search }, { enabled: search !== '', keep: true })
  return { members: found.data?.members, error: found.error }
}

const DOOR: TicketDoor = { confirm: deskConfirm, refuse: deskRefuse, list: deskList, useMembers, assigns: true }

/** «Обращения» that have come to the operator. */
export function DeskPage() {
  return <TicketList sub={t.queue.desk} door={DOOR} list={useApiPages(deskList, {})} />
}
