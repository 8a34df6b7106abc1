import type { Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { forgetAccountCodes } from '../password/account-code.store.ts'
import type { EndSessions } from '../sessions/session-ending.ts'
import { addressOf, findAccount, forgetDevices, lockAccount, readAccount, setPhone } from '../signin/accounts.store.ts'
import { forgetFlowsOf } from '../signin/flow.store.ts'
import { createPhoneMoveNotices } from './phone-move.notices.ts'
import { dueMoves, forgetMoves, type PhoneMove, readMove, setMoveState } from './phone-move.store.ts'

const DAY_MS = 86_400_000
/** How long it is remembered that a change is done, or came to nothing. */
const OVER_KEPT_MS = 30 * DAY_MS

/** The end of a change of number, by whichever way it came. */
export function createMoving(platform: Platform, endSessions: EndSessions) {
  const { clock } = platform
  const notices = createPhoneMoveNotices(platform)
  const nowDate = () => new Date(clock.now())

  /**
   * Gives the account its new number; false when it has become another account's. Every session but the one that began the
   * change ends, since one of them may be on the phone that is lost, and so does the trust in every browser but
   * `keptDevice`. A sign-in with the old number that is under way gets no further into this account.
   */
  const finish = async (
    tx: Tx,
    accountId: string,
    move: Pick<PhoneMove, 'id' | 'sessionId'> & { phone: string },
    keptDevice: Buffer | null,
  ): Promise<boolean> => {
    const now = nowDate()
    if ((await findAccount(tx, move.phone)) !== null) {
      await setMoveState(tx, move.id, { state: 'taken', at: now })
      return false
    }
    const old = addressOf(await readAccount(tx, accountId))
    await setPhone(tx, accountId, move.phone, now)
    await setMoveState(tx, move.id, { state: 'moved', at: now, phone: old })
    await forgetAccountCodes(tx, accountId)
    await forgetFlowsOf(tx, old)
    await endSessions(tx, accountId, { except: move.sessionId }, 'phone')
    await forgetDevices(tx, accountId, keptDevice)
    await notices.doTell(tx, { moveId: move.id, what: 'moved' })
    return true
  }

  /** Ends the changes whose wait is over, each in a transaction of its own. */
  const finishDue = async (): Promise<void> => {
    for (;;) {
      const due = await dueMoves(platform.db, nowDate())
      if (due.length === 0) return
      for (const accountId of due) {
        await platform.transaction(async (tx) => {
          await lockAccount(tx, accountId)
          const move = await readMove(tx, accountId)
          // It may have been cancelled since it was found.
          if (move === null || move.dueAt === null || move.phone === null || move.dueAt > nowDate()) return
          await finish(tx, accountId, { ...move, phone: move.phone }, null)
        })
      }
    }
  }

  platform.jobs.declare({
    name: 'identity.move-phones',
    retries: 3,
    cron: '*/10 * * * *',
    async handle() {
      await finishDue()
      const before = { unfinished: new Date(clock.now() - DAY_MS), over: new Date(clock.now() - OVER_KEPT_MS) }
      await platform.transaction((tx) => forgetMoves(tx, before))
    },
  })

  return { finish, finishDue, doTell: notices.doTell }
}
