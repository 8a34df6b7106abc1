import type { RequestState } from '#contract/communities/requests.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import type { QuotasService } from '../quotas/quotas.service.ts'
import { requestById } from './requests.store.ts'

const JOB = 'communities.request-notice'

/** What the applicant reads after a move (ORG-03); the reason itself stands on the page of the request. */
const SENTENCES: Readonly<Record<RequestState, string>> = {
  filed: 'подана.',
  checking: 'на проверке.',
  clarifying: 'нужны уточнения. Что уточнить, написано на странице заявки.',
  approved: 'одобрена. Войдите на сайт с этим номером телефона: права администратора появятся сами.',
  rejected: 'отклонена. Причина написана на странице заявки.',
}

type Notice = { requestId: string; position: number; state: RequestState }

/**
 * Tells the applicant by SMS that his request has moved. The job is put into the transaction of the move; the message's
 * id is made of the move, so a gateway recognises a repeat.
 */
export function createRequestNotices(
  platform: Pick<Platform, 'db' | 'jobs' | 'sms'>,
  quotas: Pick<QuotasService, 'countSms'>,
) {
  platform.jobs.declare<Notice>({
    name: JOB,
    retries: 10,
    async handle(notice) {
      const row = await requestById(platform.db, notice.requestId)
      if (row === null) return
      const text = `Парта: заявка № ${row.number} ${SENTENCES[notice.state]}`
      await platform.sms.send({ id: `${notice.requestId}:${notice.position}`, to: row.administrator_phone, text })
      if (row.community_id !== null) await quotas.countSms(row.community_id)
    },
  })
  return { doNotify: (tx: Tx, notice: Notice) => platform.jobs.enqueue(tx, JOB, notice) }
}

export type RequestNotices = ReturnType<typeof createRequestNotices>
