import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { dayIn } from '../profiles/age.ts'
import { addressOf } from '../signin/accounts.store.ts'
import { isEmail } from '../signin/address.ts'
import type { SmsSpending } from '../signin/sms-spending.ts'
import { noticeOf } from './deletion.store.ts'

const JOB = 'identity.deletion-notice'
/** The day that an SMS names; people east of it have that day already. */
const NOTICE_ZONE = 'Europe/Moscow'

type Notice = { number: string }

/** Tells whoever holds the number, or the e-mail address, that the account is to be deleted, from a job that holds neither. */
export function createDeletionNotices(
  platform: Pick<Platform, 'db' | 'jobs' | 'sms' | 'mail'>,
  spending: Pick<SmsSpending, 'count'>,
) {
  platform.jobs.declare<Notice>({
    name: JOB,
    retries: 10,
    async handle({ number }) {
      const found = await noticeOf(platform.db, number)
      // What was taken back meanwhile is not told.
      if (found === null || (found.phone === null && found.email === null)) return
      const day = dayIn(NOTICE_ZONE, found.due_at.getTime()).split('-').reverse().join('.')
      const text = `Парта: ${day} ваш аккаунт будет удалён. Если передумали или это не вы, войдите и нажмите «Вернуть».`
      const to = addressOf(found)
      if (isEmail(to)) await platform.mail.send({ to, subject: 'Аккаунт «Парты» будет удалён', text })
      else {
        await platform.sms.send({ id: `deletion:${number}`, to, text })
        await spending.count(found.account_id)
      }
    },
  })
  return { doTell: (tx: Tx, notice: Notice) => platform.jobs.enqueue(tx, JOB, notice) }
}
