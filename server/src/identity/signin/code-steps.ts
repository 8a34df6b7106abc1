import { CODE_DIGITS, CODE_LIFE_MS, CODE_RESEND_MS, CODE_TRIES_MAX } from '#contract/identity/signin.limits.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { keyedHash, sameBytes } from '../../platform/clock/random.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { findAccount } from './accounts.store.ts'
import { type Address, isEmail, maskAddress } from './address.ts'
import { type CodeReceiver, checkCodeLimits, codeAnswered, codeNotSent, countGuess } from './code-limits.ts'
import { createCodeSending } from './code-sending.ts'
import { countTry, type Flow, putCode, readCode, saveFlow, spendCode } from './flow.store.ts'
import type { CodeSent, FlowCodes, FlowSteps, Next, Request } from './flow-steps.ts'
import type { InvitedCheck } from './invitations.ts'
import type { Proceeding } from './proceeding.ts'

/** What became of an entered code. */
type Entered =
  | {
      refuse: 'signin.codeWrong' | 'signin.codeExpired' | 'signin.codeSpent' | 'signin.invitationNeeded'
      left?: number
    }
  | { address: Address; next: Next }

export type CodeCodes = 'signin.codeTooSoon' | 'signin.codeLimit' | 'signin.smsUnavailable' | 'signin.mailUnavailable'

interface Parts {
  steps: FlowSteps
  proceeding: Proceeding
  wasInvited: InvitedCheck
}

/** The steps of the code that goes to the phone, by message or by call, or by mail (IDN-06). */
export function createCodeSteps(platform: Platform, { steps: { step }, proceeding: { proceed }, wasInvited }: Parts) {
  const { clock, limits } = platform
  const sendCode = createCodeSending(platform)

  const canCall = (address: Address) => platform.calls !== null && !isEmail(address)

  /** The flow whose code is asked for, once the code is counted. */
  const admit = async (token: string, request: Request, fail: Fail<FlowCodes | CodeCodes>) => {
    const flow = await step(token, request.origin, ['password', 'code'], fail, async (_tx, found) => found)
    const receiver = { address: flow.address, network: request.origin.network }
    await checkCodeLimits(limits, { ...receiver, perDay: platform.config.smsPerDay }, fail)
    return receiver
  }

  /** Runs what brings a code; one that never left counts nowhere. */
  const bring = async <T>(receiver: CodeReceiver, work: () => Promise<T>, failed: () => never): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      platform.log.warn({ error }, 'signin.codeNotSent')
      await codeNotSent(limits, receiver)
      return failed()
    }
  }

  const keepCode = async (
    token: string,
    request: Request,
    { code, reason, called }: { code: string; reason: Flow['reason']; called: boolean },
    fail: Fail<FlowCodes>,
  ): Promise<CodeSent> => {
    const key = await platform.secret('signin-codes')
    const now = clock.now()
    const { address } = await step(token, request.origin, ['password', 'code'], fail, async (tx, found) => {
      const codeHash = keyedHash(key, `${found.id}:${code}`)
      await putCode(tx, { flowId: found.id, codeHash, now, lifeMs: CODE_LIFE_MS })
      await saveFlow(tx, { ...found, step: 'code', reason: reason ?? found.reason })
      return found
    })
    return {
      next: 'code',
      phoneMasked: maskAddress(address),
      called,
      canCall: canCall(address),
      resendAt: toInstant(now + CODE_RESEND_MS),
      expiresAt: toInstant(now + CODE_LIFE_MS),
      now: toInstant(clock.now()),
    }
  }

  const doSendCode = async (
    token: string,
    request: Request,
    reason: Flow['reason'],
    fail: Fail<FlowCodes | CodeCodes>,
  ): Promise<CodeSent> => {
    const receiver = await admit(token, request, fail)
    const code = String(platform.random.below(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
    const sent = await keepCode(token, request, { code, reason, called: false }, fail)
    await bring(
      receiver,
      () => sendCode(receiver.address, code),
      () => fail(isEmail(receiver.address) ? 'signin.mailUnavailable' : 'signin.smsUnavailable'),
    )
    return sent
  }

  const doCall = async (
    token: string,
    request: Request,
    reason: Flow['reason'],
    fail: Fail<FlowCodes | CodeCodes | 'signin.callUnavailable'>,
  ): Promise<CodeSent> => {
    const { calls } = platform
    const flow = await step(token, request.origin, ['password', 'code'], fail, async (_tx, found) => found)
    if (calls === null || !canCall(flow.address)) return fail('signin.callUnavailable')
    const receiver = await admit(token, request, fail)
    const code = await bring(
      receiver,
      () => calls.call({ id: platform.newId(), to: receiver.address }),
      () => fail('signin.callUnavailable'),
    )
    return keepCode(token, request, { code, reason, called: true }, fail)
  }

  const requestCode = (
    input: InputOf<Operations['signin.requestCode']>,
    request: Request,
    fail: Fail<FlowCodes | CodeCodes | 'signin.callUnavailable'>,
  ): Promise<CodeSent> => {
    const reason = input.reason === 'again' ? null : input.reason
    return input.call === true
      ? doCall(input.flow, request, reason, fail)
      : doSendCode(input.flow, request, reason, fail)
  }

  const verifyCode = async (
    input: { flow: string; code: string },
    request: Request,
    fail: Fail<FlowCodes | 'signin.codeWrong' | 'signin.codeExpired' | 'signin.codeSpent' | 'signin.invitationNeeded'>,
  ): Promise<Next> => {
    const { address } = await step(input.flow, request.origin, ['code'], fail, async (_tx, found) => found)
    await countGuess(limits, address)
    const key = await platform.secret('signin-codes')
    const result = await step<Entered>(input.flow, request.origin, ['code'], fail, async (tx, flow) => {
      const kept = await readCode(tx, flow.id)
      if (kept === undefined || kept.used_at !== null) return { refuse: 'signin.codeSpent' }
      if (kept.expires_at.getTime() <= clock.now()) return { refuse: 'signin.codeExpired' }
      if (kept.tries >= CODE_TRIES_MAX) return { refuse: 'signin.codeSpent' }
      if (!sameBytes(keyedHash(key, `${flow.id}:${input.code}`), kept.code_hash)) {
        await countTry(tx, flow.id)
        return { refuse: 'signin.codeWrong', left: CODE_TRIES_MAX - kept.tries - 1 }
      }
      await spendCode(tx, flow.id, clock.now())
      // The address is shown to be his, so he may learn that nobody has registered with it.
      const isNew = isEmail(flow.address) && (await findAccount(tx, flow.address)) === null
      if (isNew && !(await wasInvited(tx, flow))) return { refuse: 'signin.invitationNeeded' }
      return { address: flow.address, next: await proceed(tx, { ...flow, addressProven: true }, request) }
    })
    if ('refuse' in result) {
      return fail(result.refuse, result.left === undefined ? undefined : { triesLeft: result.left })
    }
    await codeAnswered(limits, { address: result.address, network: request.origin.network }).catch((error: unknown) =>
      platform.log.warn({ error }, 'signin.answerNotCounted'),
    )
    return result.next
  }

  return { doSendCode, requestCode, verifyCode }
}
