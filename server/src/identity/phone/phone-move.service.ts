import type { ErrorCode } from '#contract/errors.ts'
import { PHONE_MOVE_LIFE_MS, PHONE_MOVES_PER_DAY, PHONE_WAIT_MS } from '#contract/identity/phone.limits.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { tokenHash } from '../../platform/clock/random.ts'
import type { Reader, Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin, Viewer } from '../../platform/dispatch/viewer.ts'
import { passwordFits } from '../../platform/hashing/passwords.ts'
import type { LimitRule } from '../../platform/limits/limits.ts'
import type { Platform } from '../../platform/platform.ts'
import type { FactorsService } from '../factors/factors.service.ts'
import { createAccountCodes } from '../password/account-code.ts'
import { maskPhone, normalizePhone } from '../profiles/phone.ts'
import { type AccountRow, addressOf, findAccount, lockAccount, readAccount } from '../signin/accounts.store.ts'
import { maskAddress } from '../signin/address.ts'
import type { SmsSpending } from '../signin/sms-spending.ts'
import type { Moving } from './moving.ts'
import { deleteMove, type PhoneMove, putMove, readMove, setMoveState } from './phone-move.store.ts'

type Input<Id extends 'begin' | 'proveNew' | 'move' | 'wait'> = InputOf<Operations[`phone.${Id}`]>
type Codes<Id extends 'begin' | 'proveNew' | 'sendOldCode' | 'move' | 'wait'> =
  Operations[`phone.${Id}`]['errors'][number]

/** A refusal that is committed together with what was counted. */
interface Refused<Code extends ErrorCode> {
  refuse: Code
  details?: { triesLeft: number }
}

/** A change as it is while codes are entered. */
interface OpenMove extends PhoneMove {
  phone: string
}

const BEGIN_RULE: LimitRule = { name: 'phone.begin', points: PHONE_MOVES_PER_DAY, durationMs: 86_400_000 }

export type PhoneMoveService = ReturnType<typeof createPhoneMoveService>

/**
 * Moves an account to another number (IDN-21): at once with codes to both, or without the old one after a time of waiting.
 * Whether a number is known to anybody is told to nobody who has not shown that it is his.
 */
export function createPhoneMoveService(
  platform: Platform,
  { factors, moving, spending }: { factors: FactorsService; moving: Moving; spending: SmsSpending },
) {
  const { clock, limits, db } = platform
  const newCodes = createAccountCodes(platform, 'newPhone', spending)
  const oldCodes = createAccountCodes(platform, 'oldPhone', spending)
  const nowDate = () => new Date(clock.now())

  /** The change that codes are entered for in this very session; one that was left lying is none. */
  const openMove = async (reader: Reader, viewer: Viewer): Promise<OpenMove | null> => {
    const move = await readMove(reader, viewer.accountId)
    if (move === null || move.phone === null || move.sessionId !== viewer.sessionId) return null
    const isOpen = move.state === 'begun' || move.state === 'proven'
    return isOpen && move.at.getTime() + PHONE_MOVE_LIFE_MS > clock.now() ? { ...move, phone: move.phone } : null
  }

  const provenMove = async (reader: Reader, viewer: Viewer): Promise<OpenMove | null> => {
    const move = await openMove(reader, viewer)
    return move?.state === 'proven' ? move : null
  }

  /** Whoever has connected an app shows a code of it, whatever else he has. `key` comes from `factors.beginTry`. */
  const passesFactor = async (tx: Tx, accountId: string, code: string | undefined, key: Buffer): Promise<boolean> =>
    !(await factors.hasStrong(tx, accountId)) || (code !== undefined && factors.enter(tx, accountId, code, key))

  /** Under the lock of the account. The code to the old number stays unspent when the app's is wrong. */
  const doMove = async (
    tx: Tx,
    { viewer, origin, seen }: { viewer: Viewer; origin: Origin; seen: AccountRow },
    proof: { codeHash: Buffer; factorCode: string | undefined; factorKey: Buffer },
  ): Promise<Refused<Codes<'move'>> | 'moved' | 'repeat'> => {
    await lockAccount(tx, seen.id)
    const last = await readMove(tx, seen.id)
    if (last?.state === 'moved' && last.sessionId === viewer.sessionId) return 'repeat'
    const move = await provenMove(tx, viewer)
    if (move === null) return { refuse: 'phone.moveUnknown' }
    const wrong = await oldCodes.check(tx, seen.id, proof.codeHash)
    if (wrong !== null) return wrong
    if (!(await passesFactor(tx, seen.id, proof.factorCode, proof.factorKey))) return { refuse: 'factor.codeWrong' }
    await oldCodes.spend(tx, seen.id)
    const device = origin.deviceToken === null ? null : tokenHash(origin.deviceToken)
    return (await moving.finish(tx, seen.id, move, device)) ? 'moved' : { refuse: 'phone.taken' }
  }

  const doWait = async (
    tx: Tx,
    { viewer, seen }: { viewer: Viewer; seen: AccountRow },
    proof: { factorCode: string | undefined; factorKey: Buffer },
  ): Promise<Refused<Codes<'wait'>> | { dueAt: Date }> => {
    await lockAccount(tx, seen.id)
    if ((await readAccount(tx, seen.id)).password_hash !== seen.password_hash) return { refuse: 'signin.passwordWrong' }
    const last = await readMove(tx, seen.id)
    if (last !== null && last.dueAt !== null && last.sessionId === viewer.sessionId) return { dueAt: last.dueAt }
    const move = await provenMove(tx, viewer)
    if (move === null) return { refuse: 'phone.moveUnknown' }
    if (!(await passesFactor(tx, seen.id, proof.factorCode, proof.factorKey))) return { refuse: 'factor.codeWrong' }
    const dueAt = new Date(clock.now() + PHONE_WAIT_MS)
    await setMoveState(tx, move.id, { state: 'waiting', at: nowDate(), dueAt })
    await moving.doTell(tx, { moveId: move.id, what: 'waiting' })
    return { dueAt }
  }

  return {
    finishDue: moving.finishDue,

    async state(reader: Reader, accountId: string) {
      const account = await readAccount(reader, accountId)
      const move = await readMove(reader, accountId)
      const waits = move !== null && move.dueAt !== null && move.phone !== null
      return {
        phoneMasked: maskAddress(addressOf(account)),
        changedAt: account.phone_changed_at === null ? null : toInstant(account.phone_changed_at),
        waiting: waits
          ? {
              phoneMasked: maskPhone(move.phone!),
              dueAt: toInstant(move.dueAt!),
              byTicket: move.ticketId !== null,
              resetsFactors: move.resetsFactors,
            }
          : null,
        lapsed: move?.state === 'taken',
      }
    },

    async begin(input: Input<'begin'>, viewer: Viewer, origin: Origin, fail: Fail<Codes<'begin'>>) {
      await limits.consume(BEGIN_RULE, viewer.accountId)
      const phone = normalizePhone(input.phone) ?? fail('signin.phoneInvalid')
      await platform.transaction(async (tx) => {
        await lockAccount(tx, viewer.accountId)
        if ((await readAccount(tx, viewer.accountId)).phone === phone) fail('phone.same')
        if ((await readMove(tx, viewer.accountId))?.state === 'waiting') fail('phone.moveWaits')
        const { accountId, sessionId } = viewer
        await putMove(tx, { id: platform.newId(), accountId, sessionId, phone, now: nowDate() })
      })
      return newCodes.send({ id: viewer.accountId, phone, email: null }, origin.network, fail)
    },

    async proveNew(input: Input<'proveNew'>, viewer: Viewer, origin: Origin, fail: Fail<Codes<'proveNew'>>) {
      const seen = (await openMove(db, viewer)) ?? fail('phone.moveUnknown')
      const holder = { id: viewer.accountId, phone: seen.phone, email: null }
      if (seen.state === 'begun') {
        const codeHash = await newCodes.beginTry(holder, input.code)
        const refused = await platform.transaction(async (tx): Promise<Refused<Codes<'proveNew'>> | null> => {
          await lockAccount(tx, viewer.accountId)
          const move = await openMove(tx, viewer)
          if (move === null || move.id !== seen.id) return { refuse: 'phone.moveUnknown' }
          const wrong = await newCodes.enter(tx, viewer.accountId, codeHash)
          if (wrong !== null) return wrong
          const isTaken = (await findAccount(tx, move.phone)) !== null
          if (isTaken) await deleteMove(tx, viewer.accountId)
          else await setMoveState(tx, move.id, { state: 'proven', at: nowDate() })
          return isTaken ? { refuse: 'phone.taken' } : null
        })
        if (refused === null || refused.refuse === 'phone.taken') await newCodes.answered(holder, origin.network)
        if (refused !== null) return refuse(refused, fail)
      }
      const account = await readAccount(db, viewer.accountId)
      return {
        oldMasked: maskAddress(addressOf(account)),
        needsFactor: await factors.hasStrong(db, viewer.accountId),
        hasPassword: account.password_hash !== null,
      }
    },

    async sendOldCode(viewer: Viewer, origin: Origin, fail: Fail<Codes<'sendOldCode'>>) {
      if ((await provenMove(db, viewer)) === null) fail('phone.moveUnknown')
      return oldCodes.send(await readAccount(db, viewer.accountId), origin.network, fail)
    },

    async move(input: Input<'move'>, viewer: Viewer, origin: Origin, fail: Fail<Codes<'move'>>) {
      const factorKey = await factors.beginTry(viewer.accountId)
      const seen = await readAccount(db, viewer.accountId)
      const codeHash = await oldCodes.beginTry(seen, input.code)
      const proof = { codeHash, factorCode: input.factorCode, factorKey }
      const done = await platform.transaction((tx) => doMove(tx, { viewer, origin, seen }, proof))
      if (typeof done === 'object') return refuse(done, fail)
      if (done === 'moved') await oldCodes.answered(seen, origin.network)
      return {}
    },

    async wait(input: Input<'wait'>, viewer: Viewer, fail: Fail<Codes<'wait'>>) {
      const factorKey = await factors.beginTry(viewer.accountId)
      const seen = await readAccount(db, viewer.accountId)
      if (seen.password_hash === null) fail('phone.passwordMissing')
      if (!(await passwordFits(seen.password_hash, input.password))) fail('signin.passwordWrong')
      const proof = { factorCode: input.factorCode, factorKey }
      const done = await platform.transaction((tx) => doWait(tx, { viewer, seen }, proof))
      return 'refuse' in done ? refuse(done, fail) : { dueAt: toInstant(done.dueAt) }
    },

    /** Whatever of a change is not done yet is gone, and so is the word of one that came to nothing. */
    async cancel(tx: Tx, viewer: Viewer) {
      await lockAccount(tx, viewer.accountId)
      await moving.stop(tx, viewer.accountId)
      return {}
    },
  }
}

function refuse<Code extends ErrorCode>({ refuse: code, details }: Refused<Code>, fail: Fail<Code>): never {
  return fail(code, details)
}
