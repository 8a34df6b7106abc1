import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { passwordFits } from '../../platform/hashing/passwords.ts'
import type { Platform } from '../../platform/platform.ts'
import type { FactorsService } from '../factors/factors.service.ts'
import { findAccount, findOpenAccount, lockAccount } from './accounts.store.ts'
import { addressKey, PASSWORD_NETWORK_RULE, PASSWORD_PHONE_RULE } from './code-limits.ts'
import type { SigninCompletion } from './completion.ts'
import type { FlowCodes, FlowSteps, Next, Request } from './flow-steps.ts'
import type { Proceeding } from './proceeding.ts'

interface Parts {
  steps: FlowSteps
  proceeding: Proceeding
  completion: SigninCompletion
  factors: FactorsService
}

/** The steps of somebody who has to show more than that the address is his: a second factor, or that he is still the one. */
export function createProofSteps(platform: Platform, { steps, proceeding, completion, factors }: Parts) {
  const { limits } = platform
  const { step } = steps
  const { isLeft, proceed } = proceeding
  return {
    async verifyTotp(
      input: { flow: string; code: string },
      request: Request,
      fail: Fail<FlowCodes | 'factor.codeWrong'>,
    ): Promise<Next> {
      const found = await step(input.flow, request.origin, ['totp'], fail, async (_tx, flow) => flow)
      const key = await factors.beginTry(found.accountId!)
      const next = await step(input.flow, request.origin, ['totp'], fail, async (tx, flow) => {
        if (!(await factors.enterAtSignin(tx, flow.accountId!, input.code, key))) return null
        return proceed(tx, { ...flow, factorProven: true, methods: [...flow.methods, 'otp'] }, request)
      })
      return next ?? fail('factor.codeWrong')
    },

    async reverify(
      input: InputOf<Operations['signin.reverify']>,
      request: Request,
      fail: Fail<FlowCodes | 'signin.passwordWrong' | 'factor.codeWrong'>,
    ): Promise<Next> {
      const { proof } = input
      const seen = await step(input.flow, request.origin, ['reverify'], fail, async (_tx, flow) => flow)
      if ('password' in proof) {
        await limits.consume(PASSWORD_PHONE_RULE, addressKey(seen.address))
        await limits.consume(PASSWORD_NETWORK_RULE, request.origin.network)
        const account = await findOpenAccount(platform.db, seen.accountId!)
        if (!(await passwordFits(account?.password_hash ?? null, proof.password))) fail('signin.passwordWrong')
        return step(input.flow, request.origin, ['reverify'], fail, (tx, flow) =>
          proceed(tx, { ...flow, passwordProven: true, methods: [...flow.methods, 'pwd'] }, request),
        )
      }
      const key = await factors.beginTry(seen.accountId!)
      const next = await step(input.flow, request.origin, ['reverify'], fail, async (tx, flow) =>
        (await factors.enterAtSignin(tx, flow.accountId!, proof.code, key))
          ? proceed(tx, { ...flow, factorProven: true, methods: [...flow.methods, 'otp'] }, request)
          : null,
      )
      return next ?? fail('factor.codeWrong')
    },

    async beginAnew(input: { flow: string }, request: Request, fail: Fail<FlowCodes>): Promise<Next> {
      const next = await step(input.flow, request.origin, ['reverify'], fail, async (tx, flow) => {
        await lockAccount(tx, flow.accountId!)
        const account = await findAccount(tx, flow.address)
        // Its owner may have come back since the question was asked.
        if (account?.id !== flow.accountId || !(await isLeft(tx, account!))) return null
        await completion.close(tx, { ...flow, accountId: account!.id })
        return proceed(tx, { ...flow, accountId: null }, request)
      })
      return next ?? fail('signin.stepWrong')
    },
  }
}
