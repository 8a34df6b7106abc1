import {
  CODE_DIGITS,
  CODE_LIFE_MS,
  CODE_RESEND_MS,
  CODE_TRIES_MAX,
  FLOW_LIFE_MS,
  SELF_REGISTRATION_AGE,
} from '#contract/identity/signin.limits.ts'
import type { InputOf } from '#contract/kit/operation.ts'
import type { Operations } from '#contract/operations.ts'
import { toInstant } from '../../platform/clock/clock.ts'
import { keyedHash, randomToken, sameBytes, tokenHash } from '../../platform/clock/random.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { CookieJar } from '../../platform/dispatch/bind.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import type { FactorsService } from '../factors/factors.service.ts'
import { hashPassword, isStrongPassword, passwordFits } from '../hashing/passwords.ts'
import type { PasskeysService } from '../passkeys/passkeys.service.ts'
import { ageOn, dayIn, isBirthDate } from '../profiles/age.ts'
import { cleanNames } from '../profiles/person-name.ts'
import { maskPhone, normalizePhone } from '../profiles/phone.ts'
import { lastSeen } from '../sessions/sessions.store.ts'
import {
  type AccountRow,
  accountSince,
  ensureAccount,
  findAccount,
  findOpenAccount,
  isTrustedDevice,
  lockAccount,
  profilesOf,
  readAccount,
  setPasswordHash,
} from './accounts.store.ts'
import {
  checkCodeLimits,
  codeAnswered,
  codeNotSent,
  countGuess,
  PASSWORD_NETWORK_RULE,
  PASSWORD_PHONE_RULE,
  phoneKey,
} from './code-limits.ts'
import { codeText } from './code-text.ts'
import type { SigninCompletion } from './completion.ts'
import { accessFlow, countTry, type Flow, insertFlow, putCode, readCode, saveFlow, spendCode } from './flow.store.ts'

/** What the next screen is; with `chooseProfile` come the profiles to choose from. */
export interface Next {
  next: 'password' | 'code' | 'totp' | 'reverify' | 'about' | 'createProfile' | 'chooseProfile' | 'setPassword' | 'done'
  profiles?: { id: string; kind: 'learning' | 'personal'; surname: string; name: string; patronymic: string }[]
}

export interface CodeSent {
  next: 'code'
  phoneMasked: string
  resendAt: string
  expiresAt: string
  now: string
}

interface Request {
  origin: Origin
  cookies: CookieJar
}

/** What became of an entered code. */
type Entered =
  | { refuse: 'signin.codeWrong' | 'signin.codeExpired' | 'signin.codeSpent'; left?: number }
  | { phone: string; next: Next }

type FlowCodes = 'signin.flowEnded' | 'signin.stepWrong'
type CodeCodes = 'signin.codeTooSoon' | 'signin.codeLimit' | 'signin.smsUnavailable'

const TOKEN_BYTES = 32
const DAY_MS = 86_400_000
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
  factors: FactorsService,
  passkeys: PasskeysService,
) {
  const { clock, limits } = platform

  /** Runs one step under the lock of its flow. A returned refusal is thrown after the commit. */
  const step = async <T>(
    token: string,
    origin: Origin,
    allowed: readonly Flow['step'][],
    fail: Fail<FlowCodes>,
    work: (tx: Tx, flow: Flow) => Promise<T>,
  ): Promise<T> => {
    const run = async (tx: Tx): Promise<{ done: T } | { refuse: FlowCodes }> => {
      const flow = await accessFlow(tx, tokenHash(token), origin.surface, clock.now())
      if (flow === null) return { refuse: 'signin.flowEnded' }
      if (!allowed.includes(flow.step)) return { refuse: 'signin.stepWrong' }
      return { done: await work(tx, flow) }
    }
    const result = await platform.transaction(run)
    return 'refuse' in result ? fail(result.refuse) : result.done
  }

  const doSendCode = async (
    token: string,
    request: Request,
    reason: Flow['reason'],
    fail: Fail<FlowCodes | CodeCodes>,
  ) => {
    const flow = await step(token, request.origin, ['password', 'code'], fail, async (_tx, found) => found)
    const receiver = { phone: flow.phone, network: request.origin.network }
    await checkCodeLimits(limits, { ...receiver, perDay: platform.config.smsPerDay }, fail)
    const code = String(platform.random.below(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0')
    const key = await platform.secret('signin-codes')
    const now = clock.now()
    await step(token, request.origin, ['password', 'code'], fail, async (tx, found) => {
      const codeHash = keyedHash(key, `${found.id}:${code}`)
      await putCode(tx, { flowId: found.id, codeHash, now, lifeMs: CODE_LIFE_MS })
      await saveFlow(tx, { ...found, step: 'code', reason: reason ?? found.reason })
    })
    try {
      await platform.sms.send({ id: platform.newId(), to: flow.phone, text: codeText(code) })
    } catch (error) {
      platform.log.warn({ error }, 'signin.smsFailed')
      await codeNotSent(limits, receiver)
      fail('signin.smsUnavailable')
    }
    return {
      next: 'code',
      phoneMasked: maskPhone(flow.phone),
      resendAt: toInstant(now + CODE_RESEND_MS),
      expiresAt: toInstant(now + CODE_LIFE_MS),
      now: toInstant(clock.now()),
    } satisfies CodeSent
  }

  /** Whether nobody has used an account for so long that its number may be somebody else's by now. */
  const isLeft = async (tx: Tx, account: AccountRow): Promise<boolean> => {
    const used = (await lastSeen(tx, account.id)) ?? (await accountSince(tx, account.id))
    return clock.now() - used.getTime() > platform.config.numberIdleDays * DAY_MS
  }

  /** Where somebody goes who has shown that the phone is his, or a second factor, or comes from a trusted browser. */
  const proceed = async (tx: Tx, flow: Flow, request: Request, trusted = false): Promise<Next> => {
    const account = await findAccount(tx, flow.phone)
    if (account !== null && !trusted && !flow.passwordProven && !flow.factorProven && (await isLeft(tx, account)))
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
    return { next: 'chooseProfile', profiles: profiles.map((p) => ({ ...p, kind: p.kind as 'learning' })) }
  }

  /** Makes the profile; whoever has made it meanwhile in another window goes on as somebody who is known. */
  const register = async (tx: Tx, flow: Flow, request: Request): Promise<Next> => {
    const account = await ensureAccount(tx, platform.newId(), flow.phone, clock.now())
    await lockAccount(tx, account.id)
    const isKnown = (await profilesOf(tx, account.id)).length > 0
    return isKnown ? proceed(tx, flow, request) : completion.register(tx, { ...flow, accountId: account.id }, request)
  }

  return {
    async start(input: { phone: string }, origin: Origin, fail: Fail<'signin.phoneInvalid'>) {
      const phone = normalizePhone(input.phone) ?? fail('signin.phoneInvalid')
      const token = randomToken(platform.random, TOKEN_BYTES)
      await platform.transaction((tx) =>
        insertFlow(tx, {
          id: platform.newId(),
          tokenHash: tokenHash(token),
          surface: origin.surface,
          phone,
          now: clock.now(),
          lifeMs: FLOW_LIFE_MS,
        }),
      )
      return { flow: token, phoneMasked: maskPhone(phone), next: 'password' as const }
    },

    async password(
      input: { flow: string; password: string },
      request: Request,
      fail: Fail<FlowCodes | CodeCodes | 'signin.passwordWrong'>,
    ): Promise<CodeSent | Next> {
      const flow = await step(input.flow, request.origin, ['password'], fail, async (_tx, found) => found)
      await limits.consume(PASSWORD_PHONE_RULE, phoneKey(flow.phone))
      await limits.consume(PASSWORD_NETWORK_RULE, request.origin.network)
      const account = await findAccount(platform.db, flow.phone)
      if (!(await passwordFits(account?.password_hash ?? null, input.password)) || account === null) {
        return fail('signin.passwordWrong')
      }
      const token = request.origin.deviceToken
      const trusted =
        flow.surface === 'main' &&
        token !== null &&
        (await isTrustedDevice(platform.db, account.id, tokenHash(token), clock.now()))
      const next = await step(input.flow, request.origin, ['password'], fail, async (tx, found) => {
        const proven = { ...found, passwordProven: true, accountId: account.id }
        if (trusted || (await factors.hasStrong(tx, account.id))) return proceed(tx, proven, request, trusted)
        await saveFlow(tx, proven)
        return null
      })
      return next ?? doSendCode(input.flow, request, 'second', fail)
    },

    requestCode(
      input: { flow: string; reason: 'first' | 'forgot' | 'again' },
      request: Request,
      fail: Fail<FlowCodes | CodeCodes>,
    ): Promise<CodeSent> {
      return doSendCode(input.flow, request, input.reason === 'again' ? null : input.reason, fail)
    },

    async verifyCode(
      input: { flow: string; code: string },
      request: Request,
      fail: Fail<FlowCodes | 'signin.codeWrong' | 'signin.codeExpired' | 'signin.codeSpent'>,
    ): Promise<Next> {
      const { phone } = await step(input.flow, request.origin, ['code'], fail, async (_tx, found) => found)
      await countGuess(limits, phone)
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
        return { phone: flow.phone, next: await proceed(tx, { ...flow, phoneProven: true }, request) }
      })
      if ('refuse' in result) {
        return fail(result.refuse, result.left === undefined ? undefined : { triesLeft: result.left })
      }
      await codeAnswered(limits, { phone: result.phone, network: request.origin.network }).catch((error: unknown) =>
        platform.log.warn({ error }, 'signin.answerNotCounted'),
      )
      return result.next
    },

    async verifyTotp(
      input: { flow: string; code: string },
      request: Request,
      fail: Fail<FlowCodes | 'factor.codeWrong'>,
    ): Promise<Next> {
      const found = await step(input.flow, request.origin, ['totp'], fail, async (_tx, flow) => flow)
      const key = await factors.beginTry(found.accountId!)
      const next = await step(input.flow, request.origin, ['totp'], fail, async (tx, flow) => {
        if (!(await factors.enter(tx, flow.accountId!, input.code, key))) return null
        return proceed(tx, { ...flow, factorProven: true }, request)
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
        await limits.consume(PASSWORD_PHONE_RULE, phoneKey(seen.phone))
        await limits.consume(PASSWORD_NETWORK_RULE, request.origin.network)
        const account = await findOpenAccount(platform.db, seen.accountId!)
        if (!(await passwordFits(account?.password_hash ?? null, proof.password))) fail('signin.passwordWrong')
        return step(input.flow, request.origin, ['reverify'], fail, (tx, flow) =>
          proceed(tx, { ...flow, passwordProven: true }, request),
        )
      }
      const key = await factors.beginTry(seen.accountId!)
      const next = await step(input.flow, request.origin, ['reverify'], fail, async (tx, flow) =>
        (await factors.enter(tx, flow.accountId!, proof.code, key))
          ? proceed(tx, { ...flow, factorProven: true }, request)
          : null,
      )
      return next ?? fail('factor.codeWrong')
    },

    async beginAnew(input: { flow: string }, request: Request, fail: Fail<FlowCodes>): Promise<Next> {
      const next = await step(input.flow, request.origin, ['reverify'], fail, async (tx, flow) => {
        await lockAccount(tx, flow.accountId!)
        const account = await findAccount(tx, flow.phone)
        // Its owner may have come back since the question was asked.
        if (account?.id !== flow.accountId || !(await isLeft(tx, account!))) return null
        await completion.close(tx, { ...flow, accountId: account!.id })
        return proceed(tx, { ...flow, accountId: null }, request)
      })
      return next ?? fail('signin.stepWrong')
    },

    /** A key of this device; the flow begins behind password and code. */
    passkey(
      input: InputOf<Operations['signin.passkey']>,
      request: Request,
      fail: Fail<'passkey.refused'>,
    ): Promise<Next> {
      const { surface } = request.origin
      return passkeys.enter(surface, input, fail, async (tx, accountId) => {
        const { phone } = (await findOpenAccount(tx, accountId)) ?? fail('passkey.refused')
        const hash = tokenHash(input.flow)
        const now = clock.now()
        await insertFlow(tx, { id: platform.newId(), tokenHash: hash, surface, phone, now, lifeMs: FLOW_LIFE_MS })
        const flow = (await accessFlow(tx, hash, surface, now))!
        return proceed(tx, { ...flow, accountId, passwordProven: true, factorProven: true }, request)
      })
    },

    about(
      input: { flow: string; surname: string; name: string; patronymic: string; birthDate: string },
      request: Request,
      fail: Fail<FlowCodes | 'signin.nameInvalid' | 'signin.birthDateInvalid' | 'signin.tooYoung'>,
    ): Promise<Next> {
      const clean = cleanNames(input, (field) => fail('signin.nameInvalid', { field }))
      const names = { ...clean, birthDate: input.birthDate }
      const today = dayIn(BIRTH_ZONE, clock.now())
      if (!isBirthDate(input.birthDate, today)) fail('signin.birthDateInvalid')
      if (ageOn(input.birthDate, today) < SELF_REGISTRATION_AGE)
        fail('signin.tooYoung', { ageMin: SELF_REGISTRATION_AGE })
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
        if (!isStrongPassword(input.password, flow.phone)) return null
        const account = await readAccount(tx, flow.accountId!)
        await setPasswordHash(tx, account.id, hash, clock.now())
        await completion.endEverything(tx, account.id)
        return proceed(tx, { ...flow, passwordProven: true }, request)
      })
      return next ?? fail('signin.passwordWeak')
    },
  }
}

async function move(
  tx: Tx,
  flow: Flow,
  step: 'totp' | 'reverify' | 'about' | 'createProfile' | 'setPassword',
): Promise<Next> {
  await saveFlow(tx, { ...flow, step })
  return { next: step }
}
