import { FACTOR_TRIES_PER_HOUR } from '#contract/identity/factors.limits.ts'
import type { Operations } from '#contract/operations.ts'
import { tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin } from '../../platform/dispatch/viewer.ts'
import { passwordFits } from '../../platform/hashing/passwords.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import { noteRecoveryCode } from '../sessions/sessions.store.ts'
import { addressOf, forgetDevices, lockAccount, readAccount } from '../signin/accounts.store.ts'
import { maskAddress } from '../signin/address.ts'
import { newRecoveryCodes, recoveryHash } from './recovery-codes.ts'
import {
  confirmTotp,
  countRecoveryCodes,
  deleteTotp,
  hasTotp,
  lockTotp,
  putTotp,
  replaceRecoveryCodes,
  spendRecoveryCode,
  spendStep,
  type TotpRow,
} from './totp.store.ts'
import { newTotp, stepOfCode } from './totp.ts'

type Codes<Id extends 'setUpTotp' | 'confirmTotp' | 'renewRecoveryCodes' | 'removeTotp'> =
  Operations[`factors.${Id}`]['errors'][number]

const TRIES_RULE: LimitRule = { name: 'factor.account', points: FACTOR_TRIES_PER_HOUR, durationMs: 3_600_000 }

export type FactorsService = ReturnType<typeof createFactorsService>

/** Second factors of an account beside the SMS: an app that shows codes, and codes on paper for whoever loses it. */
export function createFactorsService(platform: Platform) {
  const { clock, limits } = platform
  const nowDate = () => new Date(clock.now())

  /** Counts a try, and fetches what codes on paper are hashed with: both need the database before a transaction has it. */
  const beginTry = async (accountId: string): Promise<Buffer> => {
    await limits.consume(TRIES_RULE, accountId)
    return platform.secret('recovery-codes')
  }

  const makeRecoveryCodes = async (tx: Tx, accountId: string, key: Buffer) => {
    const codes = newRecoveryCodes(platform.random)
    const hashes = codes.map((code) => recoveryHash(key, accountId, code))
    await replaceRecoveryCodes(tx, accountId, hashes)
    return { recoveryCodes: codes }
  }

  const takeAppCode = async (tx: Tx, accountId: string, row: TotpRow, code: string): Promise<boolean> => {
    const step = await stepOfCode(row, code.replace(/\s/g, ''), clock.now())
    if (step === null) return false
    await spendStep(tx, accountId, step)
    return true
  }

  /** Whether the code is the app's or one on paper; it is worth nothing after that. `key` comes from `beginTry`. */
  const take = async (tx: Tx, accountId: string, code: string, key: Buffer): Promise<'app' | 'paper' | null> => {
    const row = await lockTotp(tx, accountId)
    if (row === undefined || row.confirmed_at === null) return null
    if (await takeAppCode(tx, accountId, row, code)) return 'app'
    return (await spendRecoveryCode(tx, accountId, recoveryHash(key, accountId, code), nowDate())) ? 'paper' : null
  }

  const enter = async (tx: Tx, accountId: string, code: string, key: Buffer): Promise<boolean> =>
    (await take(tx, accountId, code, key)) !== null

  return {
    beginTry,
    enter,

    /** As `enter`, at a sign-in: devices that are signed in are told of a code on paper. */
    async enterAtSignin(tx: Tx, accountId: string, code: string, key: Buffer): Promise<boolean> {
      const taken = await take(tx, accountId, code, key)
      if (taken === 'paper') await noteRecoveryCode(tx, accountId, nowDate())
      return taken !== null
    },

    hasStrong: hasTotp,

    async state(reader: Reader, accountId: string) {
      return {
        totp: await hasTotp(reader, accountId),
        recoveryCodesLeft: await countRecoveryCodes(reader, accountId),
        hasPassword: (await readAccount(reader, accountId)).password_hash !== null,
      }
    },

    async setUpTotp(accountId: string, password: string, fail: Fail<Codes<'setUpTotp'>>) {
      await limits.consume(TRIES_RULE, accountId)
      const account = await readAccount(platform.db, accountId)
      if (account.password_hash === null) fail('factor.passwordFirst')
      if (!(await passwordFits(account.password_hash, password))) fail('signin.passwordWrong')
      const made = newTotp(maskAddress(addressOf(account)))
      await platform.transaction(async (tx) => {
        await lockAccount(tx, accountId)
        if (await hasTotp(tx, accountId)) fail('factor.isSet')
        await putTotp(tx, accountId, made.secret, nowDate())
      })
      return made
    },

    async confirmTotp(accountId: string, code: string, origin: Origin, fail: Fail<Codes<'confirmTotp'>>) {
      const key = await beginTry(accountId)
      return platform.transaction(async (tx) => {
        await lockAccount(tx, accountId)
        const row = (await lockTotp(tx, accountId)) ?? fail('factor.notSet')
        if (row.confirmed_at !== null) fail('factor.isSet')
        if (!(await takeAppCode(tx, accountId, row, code))) fail('factor.codeWrong')
        await confirmTotp(tx, accountId, nowDate())
        await forgetDevices(tx, accountId, origin.deviceToken === null ? null : tokenHash(origin.deviceToken))
        return makeRecoveryCodes(tx, accountId, key)
      })
    },

    async renewRecoveryCodes(accountId: string, code: string, fail: Fail<Codes<'renewRecoveryCodes'>>) {
      const key = await beginTry(accountId)
      return platform.transaction(async (tx) => {
        if (!(await hasTotp(tx, accountId))) fail('factor.notSet')
        if (!(await enter(tx, accountId, code, key))) fail('factor.codeWrong')
        return makeRecoveryCodes(tx, accountId, key)
      })
    },

    /** What is not there any more needs no code: a repeat after a lost answer is no refusal. */
    async removeTotp(accountId: string, code: string, fail: Fail<Codes<'removeTotp'>>) {
      const key = await beginTry(accountId)
      return platform.transaction(async (tx) => {
        if (!(await hasTotp(tx, accountId))) return {}
        if (!(await enter(tx, accountId, code, key))) fail('factor.codeWrong')
        await deleteTotp(tx, accountId)
        return {}
      })
    },
  }
}
