import { useCallback, useEffect, useRef, useState } from 'react'
import { signin as passkey, startSignin as startPasskey } from '#contract/identity/passkeys.ts'
import type { current } from '#contract/identity/sessions.ts'
import {
  about,
  acceptInvitation as accept,
  beginAnew,
  chooseProfile,
  createProfile,
  password,
  requestCode,
  resume,
  reverify,
  setPassword,
  start,
  startEmail,
  verifyCode,
  verifyTotp,
} from '#contract/identity/signin.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { api } from '#web/kit/api/api.ts'
import { ApiFailure } from '#web/kit/api/api-failure.ts'
import { signWithPasskey } from '#web/kit/api/passkey.ts'
import { type Explanation, explain } from '#web/kit/errors/explain.ts'

export type Step = OutputOf<typeof verifyCode>['next'] | 'phone' | 'email' | 'invitation'
export type Profiles = OutputOf<typeof current>['profiles']

export interface AboutValues {
  surname: string
  name: string
  patronymic: string
  birthDate: string
}

export interface CodeState {
  phoneMasked: string
  /** Device time at which a new code may be asked for. */
  resendAt: number
  /** Grows with every code, so that the screen begins anew. */
  number: number
  /** It came as the last digits of the number of a call. */
  called: boolean
  canCall: boolean
}

export interface SigninState {
  step: Step
  flow: string
  /** As it was typed: the number, or the e-mail address. */
  phone: string
  byEmail: boolean
  phoneMasked: string
  code: CodeState | null
  profiles: Profiles
  about: AboutValues | null
  /** How many of «Информация о себе» and «Создать учебный профиль» have been shown. */
  shown: number
}

/** A refusal in words, with its code and the field that it is about. */
export interface SigninError extends Explanation {
  is: string
  field: string | null
  /** The code is worth nothing any more: only another one helps. */
  spent: boolean
}

const EMPTY: SigninState = {
  step: 'phone',
  flow: '',
  phone: '',
  byEmail: false,
  phoneMasked: '',
  code: null,
  profiles: [],
  about: null,
  shown: 0,
}

/** Refusals after which nothing can be done but to begin again. */
const OVER = new Set(['signin.flowEnded', 'signin.stepWrong'])

const SPENT = new Set(['signin.codeExpired', 'signin.codeSpent'])

/** Codes follow each other by a minute; times of one code differ by what an answer takes. */
const NEWER_MS = 30_000

/** What a step is refused with that was taken before, when its answer was lost on the way. */
const TAKEN_BEFORE = new Set([...OVER, 'signin.codeTooSoon'])

type Answer = OutputOf<typeof password> | OutputOf<typeof verifyCode> | OutputOf<typeof requestCode>

/** The steps of a sign-in as the server leads them: every answer names the next screen. */
export function useSignin(first: 'phone' | 'invitation', classLink: string | null) {
  const [state, setState] = useState<SigninState>({ ...EMPTY, step: first })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<SigninError | null>(null)
  const running = useRef(false)
  /** The last call came to no answer, so nobody knows whether the server has taken it. */
  const unsure = useRef(false)

  const restart = useCallback(() => {
    setError(null)
    setState(({ phone, byEmail, step }) => {
      if (first === 'phone' && byEmail && step !== 'email') return { ...EMPTY, phone, byEmail, step: 'email' }
      return { ...EMPTY, phone: byEmail ? '' : phone, step: first }
    })
  }, [first])

  useEffect(() => {
    addEventListener('popstate', restart)
    return () => removeEventListener('popstate', restart)
  }, [restart])

  const run = async (work: () => Promise<Partial<SigninState>>): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    setError(null)
    try {
      const change = await work()
      unsure.current = false
      setState((before) => ({ ...before, ...change }))
      return true
    } catch (failure) {
      const is = failure instanceof ApiFailure ? failure.code : 'network'
      const onward = unsure.current && TAKEN_BEFORE.has(is) ? await whereItStands() : null
      if (is === 'network' || !TAKEN_BEFORE.has(is)) unsure.current = is === 'network'
      if (onward !== null) {
        setState((before) => ({ ...before, ...onward }))
        return true
      }
      const field = failure instanceof ApiFailure ? failure.details.field : undefined
      const left = failure instanceof ApiFailure ? failure.details.triesLeft : undefined
      const spent = SPENT.has(is) || (is === 'signin.codeWrong' && left === 0)
      setError({ ...explain(failure), is, field: typeof field === 'string' ? field : null, spent })
      return false
    } finally {
      running.current = false
      setBusy(false)
    }
  }

  const follow = (answer: Answer): Partial<SigninState> => {
    if ('resendAt' in answer) return { step: 'code', code: codeState(answer, (state.code?.number ?? 0) + 1) }
    const learns = answer.next === 'about' || answer.next === 'createProfile'
    return {
      step: answer.next,
      profiles: ('profiles' in answer ? answer.profiles : undefined) ?? [],
      shown: state.shown + (learns ? 1 : 0),
    }
  }

  /** The step to which the server has come meanwhile, or the newer code that it has sent; null when there is neither. */
  const whereItStands = async (): Promise<Partial<SigninState> | null> => {
    if (state.flow === '') return null
    const onward = await api.call(resume, { flow: state.flow }).then(follow, () => null)
    const newer = (onward?.code?.resendAt ?? 0) - (state.code?.resendAt ?? 0) > NEWER_MS
    return onward?.step === state.step && !newer ? null : onward
  }

  const { flow } = state
  const link = classLink ?? undefined
  return {
    state,
    busy,
    error,
    over: error !== null && OVER.has(error.is),
    clearError: () => setError(null),
    restart,
    back: () => history.back(),
    /** A newcomer is asked for no password: his code is on its way. */
    sendPhone: (phone: string, first = false) =>
      run(async () => {
        const { flow: begun, phoneMasked } = await api.call(start, { phone, link })
        const onward = first ? follow(await api.call(requestCode, { flow: begun, reason: 'first' })) : undefined
        history.pushState(null, '')
        return { step: 'password', ...onward, flow: begun, phone, phoneMasked }
      }),
    chooseEmail: () => {
      history.pushState(null, '')
      setError(null)
      setState({ ...EMPTY, step: 'email', byEmail: true })
    },
    sendEmail: (email: string) =>
      run(async () => {
        const answer = await api.call(startEmail, { email, link })
        history.pushState(null, '')
        return { step: 'password', flow: answer.flow, phone: email, phoneMasked: answer.phoneMasked }
      }),
    acceptInvitation: (token: string, email: string) =>
      run(async () => {
        const { flow: begun, ...answer } = await api.call(accept, { token })
        history.pushState(null, '')
        return { ...follow(answer), flow: begun, phone: email, byEmail: true }
      }),
    sendPasskey: () =>
      run(async () => {
        const signed = await signWithPasskey(await api.call(startPasskey, {}))
        if (signed === null) return {}
        return { ...follow(await api.call(passkey, signed)), flow: signed.flow }
      }),
    sendPassword: (value: string) => run(async () => follow(await api.call(password, { flow, password: value }))),
    askCode: (reason: 'first' | 'forgot' | 'again', call = false) =>
      run(async () => follow(await api.call(requestCode, { flow, reason, call }))),
    sendCode: (code: string) => run(async () => follow(await api.call(verifyCode, { flow, code }))),
    sendTotp: (code: string) => run(async () => follow(await api.call(verifyTotp, { flow, code }))),
    sendOldPassword: (value: string) =>
      run(async () => follow(await api.call(reverify, { flow, proof: { password: value } }))),
    sendOldTotp: (code: string) => run(async () => follow(await api.call(reverify, { flow, proof: { code } }))),
    beginAnew: () => run(async () => follow(await api.call(beginAnew, { flow }))),
    sendAbout: (values: AboutValues) =>
      run(async () => ({ ...follow(await api.call(about, { flow, ...values })), about: values })),
    createProfile: () => run(async () => follow(await api.call(createProfile, { flow }))),
    choose: (profileId: string) => run(async () => follow(await api.call(chooseProfile, { flow, profileId }))),
    sendNewPassword: (value: string) => run(async () => follow(await api.call(setPassword, { flow, password: value }))),
  }
}

export type Signin = ReturnType<typeof useSignin>

function codeState(answer: OutputOf<typeof requestCode>, number: number): CodeState {
  const ahead = Date.parse(answer.now) - Date.now()
  const { phoneMasked, called, canCall, resendAt } = answer
  return { phoneMasked, called, canCall, resendAt: Date.parse(resendAt) - ahead, number }
}
