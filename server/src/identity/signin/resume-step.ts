import { tokenHash } from '../../platform/clock/random.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import { profilesOf } from './accounts.store.ts'
import type { Address } from './address.ts'
import type { SigninCompletion } from './completion.ts'
import { accessAnyFlow, readCode } from './flow.store.ts'
import type { CodeSent, Next, Request } from './flow-steps.ts'
import { choiceOf } from './proceeding.ts'

interface Parts {
  completion: SigninCompletion
  codeView: (address: Address, sent: { sentAt: number; called: boolean }) => CodeSent
}

/**
 * Goes on with a sign-in of which an answer was lost: a phone that loses its network between two masts has taken the step
 * here and not there. Whoever holds the token of the flow is told where it stands.
 */
export function createResumeStep(platform: Platform, { completion, codeView }: Parts) {
  return (input: { flow: string }, request: Request, fail: Fail<'signin.flowEnded'>): Promise<CodeSent | Next> =>
    platform.transaction(async (tx) => {
      const { surface } = request.origin
      const flow = await accessAnyFlow(tx, tokenHash(input.flow), surface, platform.clock.now())
      if (flow === null) return fail('signin.flowEnded')
      if (flow.step === 'done' && !(await completion.finishAgain(tx, flow, request))) fail('signin.flowEnded')
      if (flow.step === 'chooseProfile') return choiceOf(await profilesOf(tx, flow.accountId!))
      const code = flow.step === 'code' ? await readCode(tx, flow.id) : undefined
      if (code === undefined) return { next: flow.step }
      return codeView(flow.address, { sentAt: code.sent_at.getTime(), called: code.called })
    })
}
