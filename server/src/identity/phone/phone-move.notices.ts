import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { dayIn } from '../profiles/age.ts'
import { type Address, isEmail } from '../signin/address.ts'
import type { SmsSpending } from '../signin/sms-spending.ts'
import { forgetOldPhone, guardianPhones, noticeFacts } from './phone-move.store.ts'

const JOB = 'identity.phone-move-notice'
/** The day that an SMS names; people east of it have that day already. */
const NOTICE_ZONE = 'Europe/Moscow'
const MOVED =
  'Парта: ваш аккаунт перешёл на другой номер. Если это не вы, обратитесь к администратору своей организации.'

const WHAT = {
  move: 'ваш аккаунт перейдёт на другой номер',
  factor: 'в вашем аккаунте отключится приложение с кодами',
  merge: 'ваш аккаунт закроется и объединится с вашим вторым',
}

type Notice = { moveId: string; what: 'waiting' | 'moved' }
type Facts = NonNullable<Awaited<ReturnType<typeof noticeFacts>>>

/**
 * Tells whoever holds the old number by SMS, from a job that is put into the transaction of the change; and guardians, when
 * others have decided about the account of their child. The job holds no number, and no message names the new one.
 */
export function createPhoneMoveNotices(
  platform: Pick<Platform, 'db' | 'transaction' | 'jobs' | 'sms' | 'mail' | 'clock'>,
  spending: Pick<SmsSpending, 'count'>,
) {
  const send = async (id: string, to: Address, text: string, { accountId }: Facts): Promise<void> => {
    if (isEmail(to)) return platform.mail.send({ to, subject: 'Вход в «Парту» меняется', text })
    await platform.sms.send({ id, to, text })
    await spending.count(accountId)
  }

  const tellWaiting = async (notice: Notice, facts: Facts): Promise<void> => {
    const id = `${notice.moveId}:waiting`
    const day = dayIn(NOTICE_ZONE, facts.dueAt!.getTime()).split('-').reverse().join('.')
    const present = facts.phone ?? facts.email
    if (present !== null) {
      const what = present === facts.movePhone ? WHAT.factor : facts.merges ? WHAT.merge : WHAT.move
      await send(id, present, `Парта: ${day} ${what}. Если это не вы, откройте «Профиль» и отмените.`, facts)
    }
    if (facts.ticketId === null) return
    const phones = await guardianPhones(platform.db, notice.moveId, new Date(platform.clock.now()))
    const text = `Парта: ${day} аккаунт вашего ребёнка перейдёт на другой номер. Если это ошибка, скажите администратору организации.`
    for (const [index, to] of phones.entries()) await send(`${id}:${index}`, to, text, facts)
  }

  platform.jobs.declare<Notice>({
    name: JOB,
    retries: 10,
    async handle(notice) {
      const facts = await noticeFacts(platform.db, notice.moveId)
      // A change that was cancelled or has gone on meanwhile is not told as it was.
      if (facts?.state !== notice.what) return
      if (notice.what === 'waiting') return tellWaiting(notice, facts)
      if (facts.movePhone === null || facts.movePhone === facts.phone) return
      await send(`${notice.moveId}:moved`, facts.movePhone, MOVED, facts)
      await platform.transaction((tx) => forgetOldPhone(tx, notice.moveId))
    },
  })
  return { doTell: (tx: Tx, notice: Notice) => platform.jobs.enqueue(tx, JOB, notice) }
}
