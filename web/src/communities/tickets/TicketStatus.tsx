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
      title={t.titles[state]}
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

function overStep({ state, reason, numberTaken }: OwnTicket): StatusStep {
  const text = state === 'stopped' ? t.steps.stopped : state === 'expired' ? t.steps.expired : reason
  return { key: 'over', state: 'bad', title: t.titles[state], text: numberTaken ? t.steps.taken : text }
}
