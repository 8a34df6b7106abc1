import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { ticketAbilities } from '#contract/communities/tickets.abilities.ts'
import type { Ticket, TicketState } from '#contract/communities/tickets.ts'
import { fullName } from '#contract/identity/names.ts'
import { Chip, type Tone } from '#web/kit/ui/Chip.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { AssignDialog } from './AssignDialog.tsx'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { HandOverDialog } from './HandOverDialog.tsx'
import { RefuseDialog } from './RefuseDialog.tsx'
import { useTicketDoor } from './ticket-door.ts'
import styles from './tickets.module.css'
import { t } from './tickets.texts.ts'

const TONES: Readonly<Record<TicketState, Tone>> = {
  new: 'warn',
  confirmed: 'warn',
  waiting: 'accent',
  done: 'plain',
  refused: 'danger',
  stopped: 'danger',
  expired: 'plain',
}

type Doing = 'confirm' | 'operator' | 'refuse' | 'assign' | 'handOver'

/** One ticket: who asks for what, what it takes, what was done, and the decisions. */
export function TicketCard({ ticket }: { ticket: Ticket }) {
  const [doing, setDoing] = useState<Doing | null>(null)
  const close = () => setDoing(null)
  return (
    <li>
      <div className={styles.buttons}>
        <b>{fullName(ticket)}</b>
        <Chip tone={TONES[ticket.state]}>{t.states[ticket.state]}</Chip>
      </div>
      <p className="num">
        {t.number(ticket.number)} <span className={styles.phone}>{ticket.phoneMasked}</span> ·{' '}
        <When at={ticket.filedAt} />
      </p>
      <p>
        {t.kinds[ticket.kind]} · {ticket.organisation?.name ?? t.queue.noOrganisation}
      </p>
      <p className={styles.about}>{ticket.about}</p>
      <Standing ticket={ticket} />
      <History ticket={ticket} />
      <Decisions ticket={ticket} onDo={setDoing} />
      {(doing === 'confirm' || doing === 'operator') && (
        <ConfirmDialog ticket={ticket} isOperator={doing === 'operator'} onClose={close} />
      )}
      {doing === 'refuse' && <RefuseDialog ticket={ticket} onClose={close} />}
      {doing === 'handOver' && ticket.successor !== null && (
        <HandOverDialog ticket={ticket} successor={ticket.successor} onClose={close} />
      )}
      {doing === 'assign' && <AssignDialog ticket={ticket} onClose={close} />}
    </li>
  )
}

function Standing({ ticket }: { ticket: Ticket }) {
  const isOpen = ticket.state === 'new' || ticket.state === 'confirmed'
  return (
    <>
      {ticket.resetsFactors && <p>{t.queue.resets}</p>}
      {ticket.member !== null && <p>{t.queue.member(ticket.member.name)}</p>}
      {isOpen && ticket.kind === 'administrator' && (
        <p>{ticket.successor === null ? t.handOver.waits : t.handOver.asks(fullName(ticket.successor))}</p>
      )}
      {isOpen && ticket.needs !== null && <p>{t.queue.needs(ticket.needs)}</p>}
      {ticket.mine.confirmed && <p>{t.queue.mine}</p>}
      {ticket.mine.concerned && <p>{t.queue.concerned}</p>}
      {ticket.dueAt !== null && (
        <p>
          {t.queue.due} <When at={ticket.dueAt} />
        </p>
      )}
    </>
  )
}

function History({ ticket }: { ticket: Ticket }) {
  return (
    <details className={styles.history}>
      <summary>{t.queue.history}</summary>
      <ol>
        {ticket.moves.map((move) => (
          <li key={`${move.at}${move.what}`}>
            <p>
              {t.deeds[move.what]} · <When at={move.at} />
              {move.author !== '' && ` · ${move.author}`}
              {move.operator && ` (${t.queue.operator})`}
              {move.reason !== '' && ` · ${move.reason}`}
            </p>
          </li>
        ))}
      </ol>
    </details>
  )
}

function Decisions({ ticket, onDo }: { ticket: Ticket; onDo: (doing: Doing) => void }) {
  const door = useTicketDoor()
  const can = ticketAbilities(ticket)
  const hasPlace = ticket.organisation !== null
  if (!can.confirm && !can.refuse && !can.handOver) return null
  return (
    <div className={styles.buttons}>
      {can.confirm && hasPlace && (
        <Button size="m" onClick={() => onDo('confirm')}>
          {t.queue.confirm}
        </Button>
      )}
      {can.confirm && !hasPlace && door.assigns && ticket.kind === 'factor' && (
        <Button size="m" onClick={() => onDo('operator')}>
          {t.queue.isOperator}
        </Button>
      )}
      {can.confirm && !hasPlace && door.assigns && (
        <Button size="m" onClick={() => onDo('assign')}>
          {t.queue.assign}
        </Button>
      )}
      {can.handOver && (
        <Button size="m" onClick={() => onDo('handOver')}>
          {t.handOver.open}
        </Button>
      )}
      {can.refuse && (
        <Button size="m" mode="outline" appearance="neutral" onClick={() => onDo('refuse')}>
          {t.queue.refuse}
        </Button>
      )}
    </div>
  )
}
