import { MERGE_LIFE_MS, MERGES_PER_DAY } from '#contract/identity/merge.limits.ts'
import type { MergePreview } from '#contract/identity/merge.ts'
import { fullName } from '#contract/identity/names.ts'
import type { ErrorsOf, InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin, ProfileViewer } from '../../platform/dispatch/viewer.ts'
import { passwordFits } from '../../platform/hashing/passwords.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import type { FactorsService } from '../factors/factors.service.ts'
import { normalizePhone } from '../profiles/phone.ts'
import type { Recovery } from '../recovery/recovery.ts'
import { type AccountRow, addressOf, findAccount, findOpenAccount, readAccount } from '../signin/accounts.store.ts'
import { maskAddress } from '../signin/address.ts'
import { addressKey, PASSWORD_NETWORK_RULE, PASSWORD_PHONE_RULE } from '../signin/code-limits.ts'
import { isLeftAccount } from '../signin/left-account.ts'
import { lockBoth, type MergeRow, putProvenMerge, readMerge, setMergeDone } from './merging.store.ts'
import type { AccountUnion, CheckedUnions, MergeHook } from './union.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>
type FailOf<Id extends keyof Operations> = Fail<ErrorsOf<Operations[Id]>>

interface Parts {
  platform: Platform
  factors: FactorsService
  recovery: Pick<Recovery, 'proofs' | 'stopMove'>
  union: AccountUnion
  hooks: readonly MergeHook[]
}

const BEGIN_RULE: LimitRule = { name: 'merge.begin', points: MERGES_PER_DAY, durationMs: 86_400_000 }

export type MergingService = ReturnType<typeof createMergingService>

/**
 * Unites two accounts of one human (IDN-23): he is signed in at the one that stays and shows that the other is his too, by
 * its number, its password and its app. What its profiles are and have comes to the active profile in one transaction.
 */
export function createMergingService({ platform, factors, recovery, union, hooks }: Parts) {
  const { proofs } = recovery
  const { clock, db, limits } = platform
  const nowDate = () => new Date(clock.now())

  const provenMerge = async (reader: Reader, viewer: ProfileViewer): Promise<MergeRow | null> => {
    const row = await readMerge(reader, viewer.accountId, viewer.sessionId)
    return row !== null && row.at.getTime() + MERGE_LIFE_MS > clock.now() ? row : null
  }

  const checkUnions = async (
    reader: Reader,
    viewer: ProfileViewer,
    other: AccountRow,
    fail: Fail<'merge.otherPerson' | 'merge.operator'>,
  ): Promise<CheckedUnions> => {
    const checked = await union.check(reader, viewer.profileId, other)
    return typeof checked === 'string' ? fail(checked) : checked
  }

  const previewOf = async (
    reader: Reader,
    viewer: ProfileViewer,
    other: AccountRow,
    fail: Fail<'merge.otherPerson' | 'merge.operator'>,
  ): Promise<MergePreview> => {
    const { unions, people } = await checkUnions(reader, viewer, other, fail)
    const preview: MergePreview = {
      phoneMasked: maskAddress(addressOf(other)),
      names: people.map(fullName),
      organisations: [],
      children: [],
      chats: 0,
      twice: 0,
      between: false,
    }
    for (const each of unions) {
      for (const hook of hooks) {
        const more = await hook.preview?.(reader, each)
        if (more === undefined) continue
        preview.organisations.push(...more.organisations)
        preview.children.push(...more.children)
        preview.chats += more.chats
        preview.twice += more.twice
        preview.between ||= more.between
      }
    }
    return preview
  }

  /** Shows the password, when the account has one; whoever has neither that nor an app has to have been there lately. */
  const checkPassword = async (
    account: AccountRow,
    { input, needsFactor, network }: { input: Input<'merge.prove'>; needsFactor: boolean; network: string },
    fail: Fail<'signin.passwordWrong' | 'merge.unknown'>,
  ): Promise<void> => {
    if (account.password_hash === null) {
      const isLeft = await platform.transaction((tx) => isLeftAccount(tx, account, platform))
      if (isLeft && !needsFactor) fail('merge.unknown')
      return
    }
    await limits.consume(PASSWORD_PHONE_RULE, addressKey(addressOf(account)))
    await limits.consume(PASSWORD_NETWORK_RULE, network)
    if (!(await passwordFits(account.password_hash, input.password ?? ''))) fail('signin.passwordWrong')
  }

  const doMerge = async (
    tx: Tx,
    viewer: ProfileViewer,
    merge: MergeRow,
    fail: FailOf<'merge.confirm'>,
  ): Promise<void> => {
    await lockBoth(tx, viewer.accountId, merge.otherAccountId)
    const current = (await provenMerge(tx, viewer)) ?? fail('merge.unknown')
    if (current.id !== merge.id) fail('merge.unknown')
    if (current.state === 'done') return
    // Somebody else may have been quicker, the other way round.
    const isOpen = (await findOpenAccount(tx, viewer.accountId)) !== null
    const other = isOpen ? await findOpenAccount(tx, merge.otherAccountId) : null
    if (other === null) return fail('merge.unknown')
    const checked = await checkUnions(tx, viewer, other, fail)
    await recovery.stopMove(tx, other.id)
    const by = { profileId: viewer.profileId }
    await union.doUnite(tx, checked, { id: other.id, address: addressOf(other) }, { by })
    await setMergeDone(tx, merge.id, addressOf(other), nowDate())
  }

  return {
    async begin(input: Input<'merge.begin'>, viewer: ProfileViewer, origin: Origin, fail: FailOf<'merge.begin'>) {
      await limits.consume(BEGIN_RULE, viewer.accountId)
      const own = await readAccount(db, viewer.accountId)
      if (normalizePhone(input.phone) === own.phone) fail('phone.same')
      return proofs.begin(input.phone, origin.network, fail)
    },

    async prove(input: Input<'merge.prove'>, viewer: ProfileViewer, origin: Origin, fail: FailOf<'merge.prove'>) {
      const phone = (await proofs.enter(input, origin.network, fail)) ?? fail('merge.unknown')
      // The number is shown to be his, so he may learn that nobody signs in with it.
      const other = (await findAccount(db, phone)) ?? fail('merge.unknown')
      if (other.id === viewer.accountId) fail('phone.same')
      const needs = {
        needsPassword: other.password_hash !== null,
        needsFactor: await factors.hasStrong(db, other.id),
      }
      const known = await provenMerge(db, viewer)
      // A code of the app opens once, so a repeat after a lost answer shows none.
      if (known?.state === 'proven' && known.otherAccountId === other.id) {
        return { ...needs, preview: await previewOf(db, viewer, other, fail) }
      }
      const lacks =
        (needs.needsPassword && input.password === undefined) || (needs.needsFactor && input.factorCode === undefined)
      if (lacks) return { ...needs, preview: null }
      const { needsFactor } = needs
      await checkPassword(other, { input, needsFactor, network: origin.network }, fail)
      const factorKey = needsFactor ? await factors.beginTry(other.id) : null
      const preview = await previewOf(db, viewer, other, fail)
      await platform.transaction(async (tx) => {
        await lockBoth(tx, viewer.accountId, other.id)
        if (factorKey !== null && !(await factors.enter(tx, other.id, input.factorCode!, factorKey))) {
          fail('factor.codeWrong')
        }
        const { accountId, sessionId } = viewer
        await putProvenMerge(tx, {
          id: platform.newId(),
          accountId,
          otherAccountId: other.id,
          sessionId,
          now: nowDate(),
        })
      })
      return { ...needs, preview }
    },

    async confirm(viewer: ProfileViewer, fail: FailOf<'merge.confirm'>): Promise<Record<string, never>> {
      const merge = (await provenMerge(db, viewer)) ?? fail('merge.unknown')
      await platform.transaction((tx) => doMerge(tx, viewer, merge, fail))
      return {}
    },
  }
}
