import { members } from '#contract/communities/communities.ts'
import { confirmTicket, refuseTicket, type Ticket, ticketQueue } from '#contract/communities/tickets.ts'
import { fullName } from '#contract/identity/names.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { useApiPages } from '#web/kit/query/useApiPages.ts'
import { useCommunity } from '../layout/community-context.ts'
import { TicketList } from './TicketList.tsx'
import type { TicketDoor } from './ticket-door.ts'
import { t } from './tickets.texts.ts'

/** Members that a search offers. */
const OFFERED = 20

function useMembers({ organisation }: Ticket, search: string) {
  const communityId = organisation?.id ?? ''
  const found = useApi(members, { communityId, search, limit: OFFERED }, { enabled: search !== '', keep: true })
  return {
    members: found.data?.members.map((member) => ({ ...member, name: fullName(member) })),
    error: found.error,
  }
}

const DOOR: TicketDoor = { confirm: confirmTicket, refuse: refuseTicket, list: ticketQueue, useMembers, assigns: false }

/** «Обращения» of one organisation, for those who manage its members. */
export function TicketsPage() {
  const { communityId } = useCommunity().community
  return <TicketList sub={t.queue.sub} door={DOOR} list={useApiPages(ticketQueue, { communityId })} />
}
