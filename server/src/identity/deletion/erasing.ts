import type { ErasedKind } from '#contract/identity/deletion.limits.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { Tx } from '../../platform/db/database.ts'
import { forgetTraces } from '../../platform/erasures/traces.store.ts'
import type { Platform } from '../../platform/platform.ts'
import { forgetAccountCodes } from '../password/account-code.store.ts'
import { deleteMove } from '../phone/phone-move.store.ts'
import { holdProfiles } from '../profiles/profiles.store.ts'
import type { EndSessions } from '../sessions/session-ending.ts'
import { endSessions as endRows } from '../sessions/sessions.store.ts'
import { forgetDevices, lockAccount } from '../signin/accounts.store.ts'
import { forgetFlowsOf } from '../signin/flow.store.ts'
import * as store from './deletion.store.ts'
import * as erased from './erased-account.store.ts'

export type { ErasedPerson } from './erased-account.store.ts'

/** How a domain erases its part of somebody, in portions of one transaction each. */
export interface Eraser {
  readonly what: ErasedKind
  /**
   * Erases the next portion and returns how much that was; 0 when nothing is left. What is gone is not counted again.
   * `goneAt` is when the time of the account was over.
   */
  erase(tx: Tx, who: erased.ErasedPerson, goneAt: Date): Promise<number>
}

export interface ErasingParts {
  platform: Platform
  endSessions: EndSessions
  /** Stops a change of the number that waits, and tells whoever has led to it. */
  stopMove: (tx: Tx, accountId: string) => Promise<void>
  /** Those of the domains to the right, in their order. */
  erasers: readonly Eraser[]
  /** Tells those who hold a card that it is another one now. */
  tellCard: (tx: Tx, card: ProfileCard) => Promise<void>
}

/** What the ledger of erasures holds of a deleted account. */
interface Target {
  accountId: string
  /** With those that were united with it, which a backup may know as others. */
  accountIds: string[]
  number: string
  /** Milliseconds since 1970. */
  askedAt: number
  dueAt: number
}

/** How an account is left by whoever is in it, and by the change of its number that is under way. */
interface End {
  sessions: (tx: Tx, accountId: string) => Promise<unknown>
  move: (tx: Tx, accountId: string) => Promise<void>
}

const JOB = 'identity.erase-accounts'
const LEDGER = 'account'
const FOUND_AT_ONCE = 50

/**
 * Erases accounts whose time is over (IDN-24). First, in one transaction, whatever says who it was: names, number,
 * sessions. The rest goes in small transactions, each counted where it is done, so that a process that is killed is followed
 * by one that goes on, and the certificate counts right.
 */
export function createErasing({ platform, endSessions, stopMove, erasers, tellCard }: ErasingParts) {
  const { clock, db, erasures } = platform
  const nowDate = () => new Date(clock.now())

  /** Own parts come last: what the others erase still goes by account, profiles and sessions. */
  const own: readonly Eraser[] = [
    {
      what: 'records',
      async erase(tx, who) {
        const sessionIds = await erased.sessionsOf(tx, who.accountIds)
        return (await forgetTraces(tx, { ...who, sessionIds })) + (await erased.eraseRecords(tx, who))
      },
    },
    { what: 'signin', erase: erased.eraseSignin },
  ]

  /** After this nobody enters the account, its number is free, and everybody sees «Удалённый профиль». */
  const doClose = async (tx: Tx, { number }: store.DeletionRow, who: erased.ErasedPerson, end: End): Promise<void> => {
    await holdProfiles(tx, who.profileIds, 'change')
    const addresses = await erased.addressesOf(tx, who.accountIds)
    for (const accountId of who.accountIds) {
      await end.sessions(tx, accountId)
      await end.move(tx, accountId)
      await forgetDevices(tx, accountId, null)
      await forgetAccountCodes(tx, accountId)
    }
    await erased.closeAccounts(tx, who.accountIds, nowDate())
    for (const address of addresses) await forgetFlowsOf(tx, address)
    const cards = await erased.takeNames(tx, who)
    for (const card of cards) await tellCard(tx, card)
    if (cards.length > 0) await store.countErased(tx, number, 'profiles', cards.length)
    await store.markClosed(tx, number, nowDate())
  }

  /** Closes an account whose time has come; false when it was taken back or somebody else is done with it. */
  const closeDue = (accountId: string): Promise<boolean> =>
    platform.transaction(async (tx) => {
      await lockAccount(tx, accountId)
      const row = await store.lockDeletion(tx, accountId)
      if (row === null || row.due_at > nowDate()) return false
      if (row.closed_at !== null) return true
      const who = (await erased.readErased(tx, accountId))!
      await doClose(tx, row, who, { sessions: (_tx, id) => endSessions(tx, id, {}, null), move: stopMove })
      const target: Target = {
        accountId,
        accountIds: who.accountIds,
        number: row.number,
        askedAt: row.asked_at.getTime(),
        dueAt: row.due_at.getTime(),
      }
      await erasures.record(tx, LEDGER, target)
      return true
    })

  /** One portion of what an eraser has to do, and its count; 0 when nothing is left. */
  const doPortion = async (tx: Tx, { what, erase }: Eraser, who: erased.ErasedPerson): Promise<number> => {
    const row = await store.lockDeletion(tx, who.accountId)
    if (row === null || row.closed_at === null) return 0
    const count = await erase(tx, who, row.due_at)
    if (count > 0) await store.countErased(tx, row.number, what, count)
    return count
  }

  const doFinish = async (tx: Tx, accountId: string): Promise<void> => {
    const row = await store.lockDeletion(tx, accountId)
    if (row !== null && row.closed_at !== null) await store.markDone(tx, row.number, nowDate())
  }

  const eraseDue = async (accountId: string): Promise<void> => {
    if (!(await closeDue(accountId))) return
    const who = (await erased.readErased(db, accountId))!
    for (const eraser of [...erasers, ...own]) {
      while ((await platform.transaction((tx) => doPortion(tx, eraser, who))) > 0);
    }
    await platform.transaction((tx) => doFinish(tx, accountId))
  }

  /** Erases what is due. An account that cannot be erased holds up no other one; the job fails with its error and comes again. */
  const finishDue = async (): Promise<void> => {
    const failed = new Map<string, unknown>()
    for (;;) {
      const found = await store.dueDeletions(db, nowDate(), FOUND_AT_ONCE + failed.size)
      const due = found.filter((id) => !failed.has(id))
      if (due.length === 0) break
      for (const accountId of due) await eraseDue(accountId).catch((error: unknown) => failed.set(accountId, error))
    }
    for (const error of failed.values()) throw error
  }

  // In a restored backup everything goes in one transaction: nobody is served before it is over.
  erasures.declare<Target>(LEDGER, async (tx, target) => {
    const who = await erased.readErased(tx, target.accountId, target.accountIds)
    const known = await store.readCertificate(tx, target.number)
    if (who === null || (known !== null && known.done_at !== null)) return
    const { number, accountId } = target
    await store.restoreDeletion(tx, {
      number,
      accountId,
      askedAt: new Date(target.askedAt),
      dueAt: new Date(target.dueAt),
    })
    const row = (await store.lockDeletion(tx, accountId))!
    // Nobody outside is told here: no job is put into a queue that has not been opened yet.
    const end: End = { sessions: (_tx, id) => endRows(tx, id, {}, nowDate()), move: deleteMove }
    if (row.closed_at === null) await doClose(tx, row, who, end)
    for (const eraser of [...erasers, ...own]) while ((await doPortion(tx, eraser, who)) > 0);
    await doFinish(tx, accountId)
  })

  platform.jobs.declare({ name: JOB, retries: 3, cron: '*/10 * * * *', handle: finishDue })

  return { finishDue }
}
