import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { deleteTotp } from '../factors/totp.store.ts'
import type { AccountUnion } from '../merging/union.ts'
import { deletePasskeys } from '../passkeys/passkeys.store.ts'
import { forgetAccountCodes } from '../password/account-code.store.ts'
import type { EndSessions } from '../sessions/session-ending.ts'
import type { CloseAccount } from '../signin/account-closing.ts'
import {
  type AccountRow,
  addressOf,
  findAccount,
  findOpenAccount,
  forgetDevices,
  lockAccount,
  profilesOf,
  setPhone,
  setReopened,
} from '../signin/accounts.store.ts'
import { forgetFlowsOf } from '../signin/flow.store.ts'
import type { SmsSpending } from '../signin/sms-spending.ts'
import { createPhoneMoveNotices } from './phone-move.notices.ts'
import {
  deleteMove,
  deleteTicketMove,
  dueMoves,
  forgetMoves,
  type PhoneMove,
  putTicketMove,
  readMove,
  setMoveState,
} from './phone-move.store.ts'

const DAY_MS = 86_400_000
/** How long it is remembered that a change is done, or came to nothing. */
const OVER_KEPT_MS = 30 * DAY_MS

/** What a change that a ticket has led to came to: done, the number is one of another account that is used, or no. */
export type TicketMoveEnd = 'moved' | 'taken' | 'stopped'

/** Called in the transaction in which a change ends that a ticket has led to. */
export type TicketMoveHook = (tx: Tx, ticketId: string, how: TicketMoveEnd) => Promise<void>

/** Whether one of these profiles is something in an organisation, or knows anybody. */
export type InUseHook = (reader: Reader, profileIds: readonly string[]) => Promise<boolean>

export interface MovingParts {
  endSessions: EndSessions
  close: CloseAccount
  inUse: readonly InUseHook[]
  ticketMoveEnded: readonly TicketMoveHook[]
  unite: AccountUnion['uniteForTicket']
  spending: Pick<SmsSpending, 'count'>
}

export type Moving = ReturnType<typeof createMoving>

/** A change whose wait is over. */
type DueMove = PhoneMove & { phone: string }

/** The end of a change of number, by whichever way it came. */
export function createMoving(platform: Platform, parts: MovingParts) {
  const { endSessions, close, inUse, ticketMoveEnded, unite, spending } = parts
  const { clock } = platform
  const notices = createPhoneMoveNotices(platform, spending)
  const nowDate = () => new Date(clock.now())

  const doTellTicket = async (tx: Tx, ticketId: string, how: TicketMoveEnd): Promise<void> => {
    for (const hook of ticketMoveEnded) await hook(tx, ticketId, how)
  }

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
    await doMove(tx, accountId, move, keptDevice)
    return true
  }

  const doMove = async (
    tx: Tx,
    accountId: string,
    move: Pick<PhoneMove, 'id' | 'sessionId'> & { phone: string },
    keptDevice: Buffer | null,
  ): Promise<void> => {
    const now = nowDate()
    const account = await findOpenAccount(tx, accountId)
    const old = account === null ? null : addressOf(account)
    if (old !== move.phone) await setPhone(tx, accountId, move.phone, now)
    await setMoveState(tx, move.id, { state: 'moved', at: now, phone: old })
    await forgetAccountCodes(tx, accountId)
    if (old !== null) await forgetFlowsOf(tx, old)
    await endSessions(tx, accountId, move.sessionId === null ? {} : { except: move.sessionId }, 'phone')
    await forgetDevices(tx, accountId, keptDevice)
    await notices.doTell(tx, { moveId: move.id, what: 'moved' })
  }

  /** Somebody else's account is never taken from him; one that holds the number and nothing else makes room. */
  const makesRoom = async (tx: Tx, holder: AccountRow): Promise<boolean> => {
    if (holder.operator) return false
    const profileIds = (await profilesOf(tx, holder.id)).map(({ id }) => id)
    for (const hook of inUse) if (await hook(tx, profileIds)) return false
    return true
  }

  const finishMerge = async (tx: Tx, otherAccountId: string, move: DueMove & { ticketId: string }): Promise<void> => {
    const isDone = await unite(tx, { otherAccountId, phone: move.phone, ticketId: move.ticketId })
    await deleteTicketMove(tx, move.ticketId)
    await doTellTicket(tx, move.ticketId, isDone ? 'moved' : 'taken')
  }

  const finishTicket = async (tx: Tx, accountId: string, move: DueMove & { ticketId: string }): Promise<void> => {
    if (move.merges) return finishMerge(tx, accountId, move)
    const holder = await findAccount(tx, move.phone)
    if (holder !== null && holder.id !== accountId) {
      await lockAccount(tx, holder.id)
      if (!(await makesRoom(tx, holder))) {
        await deleteTicketMove(tx, move.ticketId)
        return doTellTicket(tx, move.ticketId, 'taken')
      }
      await close(tx, { id: holder.id, address: move.phone })
    }
    if (move.resetsFactors) {
      await deleteTotp(tx, accountId)
      await deletePasskeys(tx, accountId)
    }
    await doMove(tx, accountId, move, null)
    await setReopened(tx, accountId, nowDate())
    await doTellTicket(tx, move.ticketId, 'moved')
  }

  const finishOne = async (tx: Tx, accountId: string): Promise<void> => {
    await lockAccount(tx, accountId)
    const move = await readMove(tx, accountId)
    // It may have been cancelled since it was found.
    if (move === null || move.dueAt === null || move.phone === null || move.dueAt > nowDate()) return
    const due = { ...move, phone: move.phone }
    if (move.ticketId === null) await finish(tx, accountId, due, null)
    else await finishTicket(tx, accountId, { ...due, ticketId: move.ticketId })
  }

  /** Ends the changes whose wait is over, each in a transaction of its own. */
  const finishDue = async (): Promise<void> => {
    for (;;) {
      const due = await dueMoves(platform.db, nowDate())
      if (due.length === 0) return
      for (const accountId of due) await platform.transaction((tx) => finishOne(tx, accountId))
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

  return {
    finish,
    finishDue,
    doTell: notices.doTell,

    /**
     * Lets an account wait for the number of a ticket, in place of any other change of it. Its devices, its present number
     * and the guardians of a child are told; any session of it stops it by `phone.cancel`.
     */
    async waitForTicket(
      tx: Tx,
      wait: {
        ticketId: string
        accountId: string
        phone: string
        resetsFactors: boolean
        merges: boolean
        dueAt: Date
      },
    ): Promise<void> {
      await lockAccount(tx, wait.accountId)
      const id = platform.newId()
      await putTicketMove(tx, { ...wait, id, now: nowDate() })
      await notices.doTell(tx, { moveId: id, what: 'waiting' })
    },

    cancelForTicket: deleteTicketMove,

    /** Puts an end to whatever of a change is not done yet, also where a ticket has led to it. */
    async stop(tx: Tx, accountId: string): Promise<void> {
      const move = await readMove(tx, accountId)
      if (move === null || move.state === 'moved') return
      await deleteMove(tx, accountId)
      if (move.ticketId !== null) await doTellTicket(tx, move.ticketId, 'stopped')
    },
  }
}
