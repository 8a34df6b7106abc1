import { CODE_LIFE_MS, CODE_TRIES_MAX } from '#contract/identity/signin.limits.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { keyedHash, sameBytes } from '../../platform/clock/random.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { findAccount } from './accounts.store.ts'
import { type Address, isEmail } from './address.ts'
import { type CodeReceiver, codeAnswered, countGuess } from './code-limits.ts'
import { countTry, type Flow, putCode, readCode, saveFlow, spendCode } from './flow.store.ts'
import type { CodeSent, FlowCodes, FlowSteps, Next, Request } from './flow-steps.ts'
import type { InvitedCheck } from './invitations.ts'
import type { Proceeding } from './proceeding.ts'
import { type CodeCodes, createSendCode, type KeepCode } from './send-code.ts'
import type { SmsSpending } from './sms-spending.ts'

/** What became of an entered code. */
type Entered =
  | {
      refuse: 'signin.codeWrong' | 'signin.codeExpired' | 'signin.codeSpent' | 'signin.invitationNeeded'
      left?: number
    }
  | { address: Address; called: boolean; next: Next }

/** Where a code may be asked for. */
const BEFORE_CODE = ['password', 'code'] as const

/** Who has asked for a code, and how it comes. */
interface Asked {
  token: string
  request: Request
  reason: Flow['reason']
  called: boolean
}

interface Parts {
  steps: FlowSteps
  proceeding: Proceeding
  wasInvited: InvitedCheck
  spending: SmsSpending
}

/** The steps of the code that goes to the phone, by message or by call, or by mail (IDN-06). */
export function createCodeSteps(platform: Platform, parts: Parts) {
  const { wasInvited, spending } = parts
  const { step } = parts.steps
  const { proceed } = parts.proceeding
  const { clock, limits } = platform
  const codes = createSendCode(platform)

  /** Brings a code to whoever the flow belongs to; the step after it asks for the code. */
  const doBring = async (
    { token, request, reason, called }: Asked,
    bring: (receiver: CodeReceiver, keep: KeepCode) => Promise<number>,
    fail: Fail<FlowCodes>,
  ): Promise<CodeSent> => {
    const { address } = await step(token, request.origin, BEFORE_CODE, fail, async (_tx, found) => found)
    const key = await platform.secret('signin-codes')
    const keep: KeepCode = (code, expiresAt) =>
      step(token, request.origin, BEFORE_CODE, fail, async (tx, found) => {
        const codeHash = keyedHash(key, `${found.id}:${code}`)
        const now = expiresAt.getTime() - CODE_LIFE_MS
        await putCode(tx, { flowId: found.id, codeHash, called, now, lifeMs: CODE_LIFE_MS })
        await saveFlow(tx, { ...found, step: 'code', reason: reason ?? found.reason })
      })
    return codeView(address, { sentAt: await bring({ address, network: request.origin.network }, keep), called })
  }

  const codeView = (address: Address, { sentAt, called }: { sentAt: number; called: boolean }): CodeSent => ({
    next: 'code',
    ...codes.sentView(address, sentAt),
    called,
    canCall: codes.canCall(address),
    expiresAt: toInstant(sentAt + CODE_LIFE_MS),
  })

  const doSendCode = (token: string, request: Request, reason: Flow['reason'], fail: Fail<FlowCodes | CodeCodes>) =>
    doBring({ token, request, reason, called: false }, (to, keep) => codes.sendCode(to, keep, fail), fail)

  const requestCode = (
    input: InputOf<Operations['signin.requestCode']>,
    request: Request,
    fail: Fail<FlowCodes | CodeCodes | 'signin.callUnavailable'>,
  ): Promise<CodeSent> => {
    const reason = input.reason === 'again' ? null : input.reason
    if (input.call !== true) return doSendCode(input.flow, request, reason, fail)
    const asked = { token: input.flow, request, reason, called: true }
    return doBring(asked, (to, keep) => codes.callCode(to, keep, fail), fail)
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
      const way = isEmail(flow.address) ? 'otp' : kept.called ? 'tel' : 'sms'
      const shown = { ...flow, addressProven: true, methods: [...flow.methods, way] as const }
      return { address: flow.address, called: kept.called, next: await proceed(tx, shown, request) }
    })
    if ('refuse' in result) {
      return fail(result.refuse, result.left === undefined ? undefined : { triesLeft: result.left })
    }
    await codeAnswered(limits, { address: result.address, network: request.origin.network }).catch((error: unknown) =>
      platform.log.warn({ error }, 'signin.answerNotCounted'),
    )
    if (!result.called) await spending.entered(result.address)
    return result.next
  }

  return { doSendCode, requestCode, verifyCode, codeView }
}
