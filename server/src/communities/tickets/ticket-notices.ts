import { dayIn } from '../../identity/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { QuotasService } from '../quotas/quotas.service.ts'
import { noticeFacts, type TicketMoveRow } from './tickets.store.ts'

const JOB = 'communities.ticket-notice'
/** The day that an SMS names; people east of it have that day already. */
const NOTICE_ZONE = 'Europe/Moscow'

export type TicketNotice = 'waiting' | Exclude<TicketMoveRow['what'], 'filed' | 'assigned' | 'confirmed' | 'handedOver'>

/** What the applicant reads; the reason of a refusal stands on the page of the ticket. */
const SENTENCES: Readonly<Record<TicketNotice, (day: string) => string>> = {
  waiting: (day) => `подтверждено. ${day} всё будет в аккаунте с этим номером.`,
  done: () => 'выполнено. Войдите с этим номером; если забыли пароль, задайте новый.',
  refused: () => 'отклонено. Причина написана на странице обращения.',
  taken: () => 'не выполнено: номер занят другим аккаунтом, или аккаунты уже нельзя объединить.',
  stopped: () => 'остановлено с устройства, на котором этот аккаунт открыт.',
  expired: () => 'закрыто: его никто не подтвердил. Обратитесь в свою организацию.',
}

type Notice = { ticketId: string; what: TicketNotice }

/** Tells the applicant by SMS what has become of his ticket, from a job that holds no number. */
export function createTicketNotices(
  platform: Pick<Platform, 'db' | 'jobs' | 'sms'>,
  quotas: Pick<QuotasService, 'countSms'>,
) {
  platform.jobs.declare<Notice>({
    name: JOB,
    retries: 10,
    async handle({ ticketId, what }) {
      const facts = await noticeFacts(platform.db, ticketId)
      if (facts === null || facts.phone === null) return
      // A ticket that has gone on meanwhile has a notice of its own.
      if (what === 'waiting' && facts.due_at === null) return
      const day = facts.due_at === null ? '' : dayIn(NOTICE_ZONE, facts.due_at.getTime()).split('-').reverse().join('.')
      const text = `Парта: обращение № ${facts.number} ${SENTENCES[what](day)}`
      await platform.sms.send({ id: `${ticketId}:${what}`, to: facts.phone, text })
      if (facts.community_id !== null) await quotas.countSms(facts.community_id)
    },
  })
  return { doNotify: (tx: Tx, notice: Notice) => platform.jobs.enqueue(tx, JOB, notice) }
}

export type TicketNotices = ReturnType<typeof createTicketNotices>
