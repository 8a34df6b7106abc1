import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/dispatch/refusal.ts'
import type { Platform } from '../../platform/platform.ts'
import type { FactorsService } from '../factors/factors.service.ts'
import { type AccountRow, ensureAccount, findAccount, lockAccount, profilesOf } from './accounts.store.ts'
import { isEmail } from './address.ts'
import type { SigninCompletion } from './completion.ts'
import { type Flow, saveFlow } from './flow.store.ts'
import { move, type Next, type Request } from './flow-steps.ts'
import { isLeftAccount } from './left-account.ts'

export function choiceOf(profiles: Awaited<ReturnType<typeof profilesOf>>): Next {
  return { next: 'chooseProfile', profiles: profiles.map((p) => ({ ...p, kind: p.kind as 'learning' })) }
}

export type Proceeding = ReturnType<typeof createProceeding>

/** Decides where a sign-in goes from here. */
export function createProceeding(platform: Platform, completion: SigninCompletion, factors: FactorsService) {
  const { clock } = platform

  const isLeft = (tx: Tx, account: AccountRow) => isLeftAccount(tx, account, platform)

  /** Where somebody goes who has shown that the phone is his, or a second factor, or comes from a trusted browser. */
  const proceed = async (tx: Tx, flow: Flow, request: Request, trusted = false): Promise<Next> => {
    const account = await findAccount(tx, flow.address)
    const mayHavePassedOn = account !== null && !isEmail(flow.address) && !trusted
    if (mayHavePassedOn && !flow.passwordProven && !flow.factorProven && (await isLeft(tx, account)))
      return move(tx, { ...flow, accountId: account.id }, 'reverify')
    // An app stands in place of the SMS: whoever has taken over the number alone gets no further.
    if (account !== null && !trusted && !flow.factorProven && (await factors.hasStrong(tx, account.id)))
      return move(tx, { ...flow, accountId: account.id }, 'totp')
    if (flow.surface === 'operator')
      return completion.finish(tx, { ...flow, accountId: account?.id ?? null }, null, request)
    if (account === null) return move(tx, flow, 'about')
    const known = { ...flow, accountId: account.id }
    // The phone alone never passes a password by; whoever came for a new password gets one, set before or not.
    const needsPassword = account.password_hash !== null || flow.reason === 'forgot'
    if (needsPassword && !flow.passwordProven) return move(tx, known, 'setPassword')
    const profiles = await profilesOf(tx, account.id)
    if (profiles.length === 0) return move(tx, known, 'createProfile')
    if (profiles.length === 1) return completion.finish(tx, known, profiles[0]!.id, request)
    await saveFlow(tx, { ...known, step: 'chooseProfile' })
    return choiceOf(profiles)
  }

  /** Makes the profile; whoever has made it meanwhile in another window goes on as somebody who is known. */
  const register = async (tx: Tx, flow: Flow, request: Request): Promise<Next> => {
    const account = await ensureAccount(tx, platform.newId(), flow.address, clock.now())
    await lockAccount(tx, account.id)
    const isKnown = (await profilesOf(tx, account.id)).length > 0
    // The link of a letter lives too long to open an account that there is by now (IDN-13).
    if (isKnown && flow.invitationId !== null) throw new Refusal('invitation.used')
    return isKnown ? proceed(tx, flow, request) : completion.register(tx, { ...flow, accountId: account.id }, request)
  }

  return { isLeft, proceed, register }
}
