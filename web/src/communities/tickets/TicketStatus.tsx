import { Button } from '@vkontakte/vkui'
import type { OwnTicket } from '#contract/communities/tickets.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { When } from '#web/kit/ui/When.tsx'
import { StatusBoard, type StatusStep } from '../status/StatusBoard.tsx'
import styles from './tickets.module.css'
import { t } from './tickets.texts.ts'

/** How the own ticket stands: what is done, what is going on, what comes then. */
export function TicketStatus({ ticket }: { ticket: OwnTicket }) {
  const { state } = ticket
  const isOver = state === 'refused' || state === 'stopped' || state === 'expired'
  return (
    <StatusBoard
      chip={<Chip tone="chalk">{t.states[state]}</Chip>}
      title={ticket.handedOver ? t.successor.doneTitle : t.titles[state]}
      sub={
        <>
          {t.number(ticket.number)} <span className={styles.phone}>{ticket.phoneMasked}</span>
        </>
      }
      steps={stepsOf(ticket)}
      note={t.keep}
    >
      {state === 'done' && (
        <Button size="l" Component="a" href="/id">
          {t.enter}
        </Button>
      )}
      {isOver && (
        <Button size="l" Component="a" href="/ticket">
          {t.retry}
        </Button>
      )}
    </StatusBoard>
  )
}

function stepsOf(ticket: OwnTicket): StatusStep[] {
  const { state } = ticket
  if (ticket.kind === 'administrator') return administratorSteps(ticket)
  const filed: StatusStep = {
    key: 'filed',
    state: 'done',
    title: t.steps.filed,
    text: (
      <>
        <When at={ticket.filedAt} />
        <p>{t.toOrganisation(ticket.organisationName)}</p>
      </>
    ),
  }
  if (state === 'refused' || state === 'stopped' || state === 'expired') return [filed, overStep(ticket)]
  const isKnown = state === 'waiting' || state === 'done'
  const confirming: StatusStep = {
    key: 'confirming',
    state: isKnown ? 'done' : 'now',
    title: t.steps.confirming,
    text: t.steps.confirmingText,
  }
  const waiting: StatusStep = {
    key: 'waiting',
    state: state === 'waiting' ? 'now' : state === 'done' ? 'done' : 'later',
    title: t.steps.waiting,
    text:
      ticket.dueAt === null ? (
        t.steps.waitingText
      ) : (
        <>
          {t.steps.due} <When at={ticket.dueAt} />
          <p>{t.steps.waitingText}</p>
        </>
      ),
  }
  const enter: StatusStep = {
    key: 'enter',
    state: state === 'done' ? 'now' : 'later',
    title: t.steps.enter,
    text: t.steps.enterText,
  }
  return [filed, confirming, waiting, enter]
}

/** The right returns with the phone of the request or by an order, and by nobody's word (ORG-11). */
function administratorSteps(ticket: OwnTicket): StatusStep[] {
  const { state, successor, handedOver } = ticket
  const passed: StatusStep = {
    key: 'filed',
    state: 'done',
    title: t.successor.steps.passed,
    text: (
      <>
        <When at={ticket.filedAt} />
        <p>{t.successor.steps.passedText}</p>
      </>
    ),
  }
  if (state === 'refused' || state === 'stopped' || state === 'expired') return [passed, overStep(ticket)]
  return [
    passed,
    {
      key: 'order',
      state: successor === null ? 'now' : 'done',
      title: t.successor.steps.order,
      text: t.successor.steps.orderText,
    },
    {
      key: 'compare',
      state: handedOver ? 'done' : successor === null ? 'later' : 'now',
      title: t.successor.steps.compare,
      text: t.successor.steps.compareText,
    },
    {
      key: 'enter',
      state: handedOver ? 'now' : 'later',
      title: t.steps.enter,
      text: t.successor.steps.enterText,
    },
  ]
}

function overStep({ state, reason, numberTaken }: OwnTicket): StatusStep {
  const text = state === 'stopped' ? t.steps.stopped : state === 'expired' ? t.steps.expired : reason
  return { key: 'over', state: 'bad', title: t.titles[state], text: numberTaken ? t.steps.taken : text }
}
