import { FLOW_LIFE_MS } from '#contract/identity/signin.limits.ts'
import { randomToken, tokenHash } from '../../platform/clock/random.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { CookieJar } from '../../platform/dispatch/bind.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import type { Origin, Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { type Address, maskAddress } from './address.ts'
import { accessFlow, type Flow, insertFlow, saveFlow } from './flow.store.ts'

/** What the next screen is; with `chooseProfile` come the profiles to choose from. */
export interface Next {
  next: 'password' | 'code' | 'totp' | 'reverify' | 'about' | 'createProfile' | 'chooseProfile' | 'setPassword' | 'done'
  profiles?: { id: string; kind: 'learning' | 'personal'; surname: string; name: string; patronymic: string }[]
}

export interface CodeSent {
  next: 'code'
  phoneMasked: string
  called: boolean
  canCall: boolean
  resendAt: string
  expiresAt: string
  now: string
}

export interface Request {
  origin: Origin
  cookies: CookieJar
  /** Who is signed in already in this browser. */
  viewer?: Viewer | null
}

export type FlowCodes = 'signin.flowEnded' | 'signin.stepWrong'

const TOKEN_BYTES = 32

export type FlowSteps = ReturnType<typeof createFlowSteps>

/** How every step of a sign-in begins: the flow of its token, under a lock, in a step that allows it. */
export function createFlowSteps(platform: Platform) {
  const { clock } = platform

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

  /** Begins a sign-in with the question for the password, which is the same for every address. */
  const begin = async (
    address: Address,
    origin: Origin,
    came: { invitationId?: string; link?: string | undefined },
  ) => {
    const token = randomToken(platform.random, TOKEN_BYTES)
    await platform.transaction((tx) =>
      insertFlow(tx, {
        id: platform.newId(),
        tokenHash: tokenHash(token),
        surface: origin.surface,
        address,
        ...came,
        now: clock.now(),
        lifeMs: FLOW_LIFE_MS,
      }),
    )
    return { flow: token, phoneMasked: maskAddress(address), next: 'password' as const }
  }

  return { step, begin }
}

/** Leads a flow to another screen. */
export async function move(
  tx: Tx,
  flow: Flow,
  step: 'totp' | 'reverify' | 'about' | 'createProfile' | 'setPassword',
): Promise<Next> {
  await saveFlow(tx, { ...flow, step })
  return { next: step }
}
