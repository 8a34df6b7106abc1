import type { ApplicationState } from '#contract/communities/applications.ts'
import type { Identity } from '../../identity/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { type ApplicationRow, applicationById } from './applications.store.ts'

const JOB = 'communities.application-letter'

type Notice = { applicationId: string; version: number }

interface Parts {
  platform: Pick<Platform, 'db' | 'jobs' | 'mail'>
  identity: Pick<Identity, 'emailOf'>
}

/** What the applicant reads; a withdrawal is his own. */
const SENTENCES: Readonly<Record<Exclude<ApplicationState, 'withdrawn'>, string>> = {
  pending: 'снова на рассмотрении: прежнее решение отменено.',
  approved: 'одобрена. Войдите в «Парту» с этим адресом: чаты и каналы открыты.',
  rejected: 'отклонена. Причина написана в разделе «Мои заявки».',
  expired: 'никем не рассмотрена вовремя. Попросите новую ссылку и подайте её ещё раз.',
}

/**
 * Tells whoever has only an e-mail address what became of his application (INV-09): others are told in the product, and
 * a pupil of the first grades opens it when his family does. The job holds no address, and what is not so any more by then
 * is not told.
 */
export function createApplicationLetters({ platform, identity }: Parts) {
  platform.jobs.declare<Notice>({
    name: JOB,
    retries: 10,
    async handle({ applicationId, version }) {
      const row = await applicationById(platform.db, applicationId)
      if (row === null || row.version !== version || row.state === 'withdrawn') return
      const to = await identity.emailOf(platform.db, row.profile_id)
      if (to === null) return
      const text = `Заявка в «${row.community_name}» (${row.unit_name}) ${SENTENCES[row.state]}\n`
      await platform.mail.send({ to, subject: `Заявка в «${row.community_name}»`, text })
    },
  })
  return {
    /** In the transaction that has decided on an application, or taken a decision back. */
    async doTell(tx: Tx, { id, version, role, profile_id }: ApplicationRow): Promise<void> {
      // Only pupils sign in by e-mail, and to look for an address of everybody else would be in vain.
      if (role !== 'pupil' || (await identity.emailOf(tx, profile_id)) === null) return
      await platform.jobs.enqueue(tx, JOB, { applicationId: id, version })
    },
  }
}

export type ApplicationLetters = ReturnType<typeof createApplicationLetters>
