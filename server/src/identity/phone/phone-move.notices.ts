import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { dayIn } from '../profiles/age.ts'
import { addressOf } from '../signin/accounts.store.ts'
import { type Address, isEmail } from '../signin/address.ts'
import { forgetOldPhone, noticePhone } from './phone-move.store.ts'

const JOB = 'identity.phone-move-notice'
/** The day that an SMS names; people east of it have that day already. */
const NOTICE_ZONE = 'Europe/Moscow'

type Notice = { moveId: string; what: 'waiting' | 'moved' }

/**
 * Tells whoever holds the old number by SMS, from a job that is put into the transaction of the change. The job holds no
 * number, and neither names the new one.
 */
export function createPhoneMoveNotices(platform: Pick<Platform, 'db' | 'transaction' | 'jobs' | 'sms' | 'mail'>) {
  const send = (notice: Notice, to: Address, text: string) =>
    isEmail(to)
      ? platform.mail.send({ to, subject: 'Вход в «Парту» меняется', text })
      : platform.sms.send({ id: `${notice.moveId}:${notice.what}`, to, text })

  platform.jobs.declare<Notice>({
    name: JOB,
    retries: 10,
    async handle(notice) {
      const move = await noticePhone(platform.db, notice.moveId)
      // A change that was cancelled or has gone on meanwhile is not told as it was.
      if (move?.state !== notice.what) return
      if (notice.what === 'waiting') {
        if (move.phone === null && move.email === null) return
        const day = dayIn(NOTICE_ZONE, move.dueAt!.getTime()).split('-').reverse().join('.')
        const text = `Парта: ${day} ваш аккаунт перейдёт на другой номер. Если это не вы, откройте «Профиль» и отмените.`
        return send(notice, addressOf(move), text)
      }
      if (move.oldPhone === null) return
      const text =
        'Парта: ваш аккаунт перешёл на другой номер. Если это не вы, обратитесь к администратору своей организации.'
      await send(notice, move.oldPhone, text)
      await platform.transaction((tx) => forgetOldPhone(tx, notice.moveId))
    },
  })
  return { doTell: (tx: Tx, notice: Notice) => platform.jobs.enqueue(tx, JOB, notice) }
}
