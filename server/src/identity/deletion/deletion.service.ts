import { DELETION_WAIT_MS, ERASED_KINDS } from '#contract/identity/deletion.limits.ts'
import type { Deletion } from '#contract/identity/deletion.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin, Viewer } from '../../platform/dispatch/viewer.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import type { ConsentKeeping } from '../consents/consents.service.ts'
import type { FactorsService } from '../factors/factors.service.ts'
import type { EndSessions } from '../sessions/session-ending.ts'
import { addressOf, forgetDevices, lockAccount, readAccount } from '../signin/accounts.store.ts'
import { maskAddress } from '../signin/address.ts'
import type { SmsSpending } from '../signin/sms-spending.ts'
import { newCertificateNumber } from './certificate-number.ts'
import { createDeletionNotices } from './deletion.notices.ts'
import * as store from './deletion.store.ts'
import { readErased } from './erased-account.store.ts'
import { createFreshProof } from './fresh-proof.ts'

type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

/** Names of organisations that would have no administrator without these profiles; in a transaction they are held so. */
export type HoldsHook = (reader: Reader, profileIds: readonly string[], tx?: Tx) => Promise<string[]>

/** Shows profiles as contacts to nobody any more, or shows them again. */
export type LeavingHook = (tx: Tx, profileIds: readonly string[], leaves: boolean) => Promise<void>

/** How long organisations keep what these profiles have said in their chats, in months; null for ever. */
export type RetentionHook = (
  reader: Reader,
  profileIds: readonly string[],
) => Promise<{ name: string; months: number | null }[]>

export interface DeletionHooks {
  holds: readonly HoldsHook[]
  retentions: readonly RetentionHook[]
  leaving: readonly LeavingHook[]
}

export interface DeletionParts {
  platform: Platform
  factors: FactorsService
  spending: SmsSpending
  consents: Pick<ConsentKeeping, 'standingsOf'>
  endSessions: EndSessions
  /** Ends at outside systems what a session has opened there. */
  oidc: { endClients(tx: Tx, sessionIds: readonly string[]): Promise<void> }
  hooks: DeletionHooks
}

const ASK_RULE: LimitRule = { name: 'deletion.ask', points: 20, durationMs: 86_400_000 }
const CERTIFICATE_RULE: LimitRule = { name: 'deletion.certificate', points: 60, durationMs: 3_600_000 }

export type DeletionService = ReturnType<typeof createDeletionService>

/** The wish of somebody to have his account deleted, and to have it back (IDN-24). What is due is done by `erasing.ts`. */
export function createDeletionService(parts: DeletionParts) {
  const { platform, factors, spending, consents, endSessions, oidc, hooks } = parts
  const { clock, limits, db, bus } = platform
  const proof = createFreshProof(platform, { factors, spending }, 'deletion')
  const notices = createDeletionNotices(platform, spending)

  const heldBy = async (reader: Reader, profileIds: readonly string[], tx?: Tx): Promise<string[]> => {
    const names: string[] = []
    for (const hook of hooks.holds) names.push(...(await hook(reader, profileIds, tx)))
    return names
  }

  const retentionsOf = async (reader: Reader, profileIds: readonly string[]) => {
    const found = []
    for (const hook of hooks.retentions) {
      for (const { name, months } of await hook(reader, profileIds)) found.push({ name, months })
    }
    return found
  }

  const tellDevice = (tx: Tx, { sessionId }: Viewer): void =>
    afterCommit(tx, () => bus.signal({ t: 'sessionEnded', sessionId, reason: 'profileSwitched' }))

  /** Children under 14 for whom a consent of these people is the live one. */
  const childrenOf = async (reader: Reader, personIds: readonly string[]) => {
    const found = await store.consentedChildren(reader, personIds)
    const standings = await consents.standingsOf(
      reader,
      found.map((row) => row.person_id),
    )
    return found
      .filter((row) => standings.get(row.person_id)?.neededUntil != null)
      .map((row) => ({ profileId: row.profile_id, name: `${row.name} ${row.surname}`.trim(), othersLeft: row.others }))
  }

  const doAsk = async (tx: Tx, viewer: Viewer, fail: FailOf<'deletion.ask'>): Promise<Deletion> => {
    const { accountId } = viewer
    const before = await store.readDeletion(tx, accountId)
    if (before !== null) return view(before)
    const { profileIds } = (await readErased(tx, accountId))!
    if ((await heldBy(tx, profileIds, tx)).length > 0) fail('deletion.lastAdministrator')
    if ((await readAccount(tx, accountId)).operator && !(await store.hasOtherOperator(tx, accountId)))
      fail('deletion.lastOperator')
    const askedAt = new Date(clock.now())
    const dueAt = new Date(askedAt.getTime() + DELETION_WAIT_MS)
    const number = newCertificateNumber(platform.random)
    await store.insertDeletion(tx, { number, accountId, askedAt, dueAt })
    await endSessions(tx, accountId, { except: viewer.sessionId }, 'deletion')
    await oidc.endClients(tx, [viewer.sessionId])
    await forgetDevices(tx, accountId, null)
    for (const hook of hooks.leaving) await hook(tx, profileIds, true)
    await notices.doTell(tx, { number })
    tellDevice(tx, viewer)
    return { number, askedAt: toInstant(askedAt), dueAt: toInstant(dueAt) }
  }

  return {
    async state(reader: Reader, accountId: string) {
      const account = await readAccount(reader, accountId)
      const { profileIds, personIds } = (await readErased(reader, accountId))!
      const deletion = await store.readDeletion(reader, accountId)
      return {
        deletion: deletion === null ? null : view(deletion),
        phoneMasked: maskAddress(addressOf(account)),
        hasPassword: account.password_hash !== null,
        needsFactor: await factors.hasStrong(reader, accountId),
        holds: await heldBy(reader, profileIds),
        children: await childrenOf(reader, personIds),
        retentions: await retentionsOf(reader, profileIds),
      }
    },

    requestCode: proof.sendCode,

    /** A repeat after a lost answer gets what it has asked for. */
    async ask(
      input: InputOf<Operations['deletion.ask']>,
      viewer: Viewer,
      origin: Origin,
      fail: FailOf<'deletion.ask'>,
    ): Promise<Deletion> {
      const before = await store.readDeletion(db, viewer.accountId)
      if (before !== null) return view(before)
      await limits.consume(ASK_RULE, viewer.accountId)
      return proof.under({ viewer, origin, proof: input }, fail, (tx) => doAsk(tx, viewer, fail))
    },

    async takeBack(tx: Tx, viewer: Viewer) {
      await lockAccount(tx, viewer.accountId)
      if (!(await store.takeBackDeletion(tx, viewer.accountId))) return {}
      const { profileIds } = (await readErased(tx, viewer.accountId))!
      for (const hook of hooks.leaving) await hook(tx, profileIds, false)
      tellDevice(tx, viewer)
      return {}
    },

    async certificate(reader: Reader, number: string, origin: Origin, fail: FailOf<'deletion.certificate'>) {
      await limits.consume(CERTIFICATE_RULE, origin.network)
      const row = (await store.readCertificate(reader, number)) ?? fail('deletion.certificateUnknown')
      return {
        askedAt: toInstant(row.asked_at),
        dueAt: toInstant(row.due_at),
        doneAt: row.done_at === null ? null : toInstant(row.done_at),
        erased: ERASED_KINDS.flatMap((what) => {
          const count = row.erased[what] ?? 0
          return count > 0 ? [{ what, count }] : []
        }),
      }
    },
  }
}

function view(row: store.DeletionRow): Deletion {
  return { number: row.number, askedAt: toInstant(row.asked_at), dueAt: toInstant(row.due_at) }
}
