import { FLOW_LIFE_MS, SELF_REGISTRATION_AGE } from '#contract/identity/signin.limits.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { tokenHash } from '../../platform/clock/random.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin } from '../../platform/dispatch/viewer.ts'
import { hashPassword, isStrongPassword, passwordFits } from '../../platform/hashing/passwords.ts'
import type { Platform } from '../../platform/platform.ts'
import type { FactorsService } from '../factors/factors.service.ts'
import type { PasskeysService } from '../passkeys/passkeys.service.ts'
import { ageOn, dayIn, isBirthDate } from '../profiles/age.ts'
import { cleanNames } from '../profiles/person-name.ts'
import { normalizePhone } from '../profiles/phone.ts'
import { BY_KEY } from '../sessions/signin-methods.ts'
import {
  addressOf,
  findAccount,
  findOpenAccount,
  isTrustedDevice,
  profilesOf,
  readAccount,
  setPasswordHash,
} from './accounts.store.ts'
import { normalizeEmail } from './address.ts'
import { addressKey, PASSWORD_NETWORK_RULE, PASSWORD_PHONE_RULE } from './code-limits.ts'
import { createCodeSteps } from './code-steps.ts'
import type { SigninCompletion } from './completion.ts'
import { accessFlow, insertFlow, saveFlow } from './flow.store.ts'
import { type CodeSent, createFlowSteps, type FlowCodes, move, type Next, type Request } from './flow-steps.ts'
import { type ClassLinkOf, createInvitedCheck, type InvitationOf } from './invitations.ts'
import { createLetterSteps } from './letter-steps.ts'
import { createProceeding } from './proceeding.ts'
import { createProofSteps } from './proof-steps.ts'
import { createResumeStep } from './resume-step.ts'
import type { CodeCodes } from './send-code.ts'
import type { SmsSpending } from './sms-spending.ts'

type Input<Id extends keyof Operations> = InputOf<Operations[Id]>

interface Ways {
  factors: FactorsService
  passkeys: PasskeysService
  spending: SmsSpending
  hooks: { invitation: readonly InvitationOf[]; classLink: readonly ClassLinkOf[] }
}

/** Birth dates are compared with the day in the earliest time zone of the country, to the person's favour. */
const BIRTH_ZONE = 'Asia/Kamchatka'

export type SigninService = ReturnType<typeof createSigninService>

/**
 * The steps of a sign-in: the screen after the phone is the same for every number, so nobody learns whether a
 * number is known before he has shown that it is his. Counters of tries are written even where the answer is a refusal.
 */
export function createSigninService(
  platform: Platform,
  completion: SigninCompletion,
  { factors, passkeys, spending, hooks }: Ways,
) {
  const { clock, limits } = platform
  const steps = createFlowSteps(platform)
  const proceeding = createProceeding(platform, completion, factors)
  const { step, begin } = steps
  const { proceed, register } = proceeding
  const wasInvited = createInvitedCheck(hooks.classLink)
  const { doSendCode, requestCode, verifyCode, codeView } = createCodeSteps(platform, {
    steps,
    proceeding,
    wasInvited,
    spending,
  })

  return {
    ...createLetterSteps(platform, steps, hooks.invitation),
    ...createProofSteps(platform, { steps, proceeding, completion, factors }),
    resume: createResumeStep(platform, { completion, codeView }),
    requestCode,
    verifyCode,

    async start({ phone, link }: Input<'signin.start'>, origin: Origin, fail: Fail<'signin.phoneInvalid'>) {
      return begin(normalizePhone(phone) ?? fail('signin.phoneInvalid'), origin, { link })
    },

    /** Like `start` for whoever signs in by e-mail: the same for every address, and nobody registers so uninvited (IDN-13). */
    async startEmail({ email, link }: Input<'signin.startEmail'>, origin: Origin, fail: Fail<'signin.emailInvalid'>) {
      return begin(normalizeEmail(email) ?? fail('signin.emailInvalid'), origin, { link })
    },

    async password(
      input: { flow: string; password: string },
      request: Request,
      fail: Fail<FlowCodes | CodeCodes | 'signin.passwordWrong'>,
    ): Promise<CodeSent | Next> {
      const flow = await step(input.flow, request.origin, ['password'], fail, async (_tx, found) => found)
      await limits.consume(PASSWORD_PHONE_RULE, addressKey(flow.address))
      await limits.consume(PASSWORD_NETWORK_RULE, request.origin.network)
      const account = await findAccount(platform.db, flow.address)
      if (!(await passwordFits(account?.password_hash ?? null, input.password)) || account === null) {
        return fail('signin.passwordWrong')
      }
      const token = request.origin.deviceToken
      const trusted =
        flow.surface === 'main' &&
        token !== null &&
        (await isTrustedDevice(platform.db, account.id, tokenHash(token), clock.now()))
      const next = await step(input.flow, request.origin, ['password'], fail, async (tx, found) => {
        const methods = [...found.methods, 'pwd'] as const
        const proven = { ...found, passwordProven: true, methods, accountId: account.id }
        if (trusted || (await factors.hasStrong(tx, account.id))) return proceed(tx, proven, request, trusted)
        await saveFlow(tx, proven)
        return null
      })
      return next ?? doSendCode(input.flow, request, 'second', fail)
    },

    /** A key of this device; the flow begins behind password and code. */
    passkey(
      input: InputOf<Operations['signin.passkey']>,
      request: Request,
      fail: Fail<'passkey.refused'>,
    ): Promise<Next> {
      const { surface } = request.origin
      return passkeys.enter(surface, input, fail, async (tx, accountId) => {
        const address = addressOf((await findOpenAccount(tx, accountId)) ?? fail('passkey.refused'))
        const hash = tokenHash(input.flow)
        const now = clock.now()
        await insertFlow(tx, { id: platform.newId(), tokenHash: hash, surface, address, now, lifeMs: FLOW_LIFE_MS })
        const flow = (await accessFlow(tx, hash, surface, now))!
        const proven = { ...flow, passwordProven: true, factorProven: true, methods: BY_KEY }
        return proceed(tx, { ...proven, accountId }, request)
      })
    },

    async about(
      input: { flow: string; surname: string; name: string; patronymic: string; birthDate: string },
      request: Request,
      fail: Fail<FlowCodes | 'signin.nameInvalid' | 'signin.birthDateInvalid' | 'signin.tooYoung' | 'signin.tooOld'>,
    ): Promise<Next> {
      const clean = cleanNames(input, (field) => fail('signin.nameInvalid', { field }))
      const names = { ...clean, birthDate: input.birthDate }
      const today = dayIn(BIRTH_ZONE, clock.now())
      if (!isBirthDate(input.birthDate, today)) fail('signin.birthDateInvalid')
      const found = await step(input.flow, request.origin, ['about'], fail, async (_tx, flow) => flow)
      const isYoung = ageOn(input.birthDate, today) < SELF_REGISTRATION_AGE
      // A letter invites a pupil of grades 1–4: older ones would be one without a guardian's consent.
      if (!isYoung && found.invitationId !== null) fail('signin.tooOld', { ageMax: SELF_REGISTRATION_AGE - 1 })
      // Whom a teacher has invited may be younger; a guardian's consent is asked for where he is.
      if (isYoung && !(await wasInvited(platform.db, found))) fail('signin.tooYoung', { ageMin: SELF_REGISTRATION_AGE })
      return step(input.flow, request.origin, ['about'], fail, async (tx, flow) => {
        const told = { ...flow, about: { ...flow.about, names } }
        return told.about.confirmed ? register(tx, told, request) : move(tx, told, 'createProfile')
      })
    },

    createProfile(input: { flow: string }, request: Request, fail: Fail<FlowCodes>): Promise<Next> {
      return step(input.flow, request.origin, ['createProfile'], fail, async (tx, flow) => {
        const confirmed = { ...flow, about: { ...flow.about, confirmed: true } }
        return confirmed.about.names === null ? move(tx, confirmed, 'about') : register(tx, confirmed, request)
      })
    },

    async chooseProfile(
      input: { flow: string; profileId: string },
      request: Request,
      fail: Fail<FlowCodes | 'signin.profileUnknown'>,
    ): Promise<Next> {
      const next = await step(input.flow, request.origin, ['chooseProfile'], fail, async (tx, flow) => {
        const profiles = await profilesOf(tx, flow.accountId!)
        if (!profiles.some((profile) => profile.id === input.profileId)) return null
        return completion.finish(tx, flow, input.profileId, request)
      })
      return next ?? fail('signin.profileUnknown')
    },

    async setPassword(
      input: { flow: string; password: string },
      request: Request,
      fail: Fail<FlowCodes | 'signin.passwordWeak'>,
    ): Promise<Next> {
      const hash = await hashPassword(input.password)
      const next = await step(input.flow, request.origin, ['setPassword'], fail, async (tx, flow) => {
        if (!isStrongPassword(input.password, flow.address)) return null
        const account = await readAccount(tx, flow.accountId!)
        await setPasswordHash(tx, account.id, hash, clock.now())
        await completion.endEverything(tx, account.id)
        return proceed(tx, { ...flow, passwordProven: true }, request)
      })
      return next ?? fail('signin.passwordWeak')
    },
  }
}
