import {
  DEVICE_TRUST_MS,
  FLOW_RESUME_MS,
  OPERATOR_SESSION_LIFE_MS,
  SESSION_LIFE_MS,
} from '#contract/identity/signin.limits.ts'
import { randomToken, tokenHash } from '../../platform/clock/random.ts'
import type { Tx } from '../../platform/db/database.ts'
import { afterCommit } from '../../platform/db/transaction.ts'
import type { CookieJar } from '../../platform/dispatch/bind.ts'
import { Refusal } from '../../platform/dispatch/refusal.ts'
import type { Origin, Viewer } from '../../platform/dispatch/viewer.ts'
import type { Platform } from '../../platform/platform.ts'
import { readDeletion } from '../deletion/deletion.store.ts'
import type { EndSessions } from '../sessions/session-ending.ts'
import { insertSession, replaceToken } from '../sessions/sessions.store.ts'
import type { CloseAccount } from './account-closing.ts'
import { forgetDevices, insertPersonAndProfile, readAccount, trustDevice } from './accounts.store.ts'
import { type Flow, saveFlow } from './flow.store.ts'

export interface SignedIn {
  accountId: string
  profileId: string | null
  phone: string | null
  /** The letter by whose link he has come. */
  invitationId: string | null
  /** Token of the link of a class that he has come by, good or not. */
  link: string | null
}

export interface CompletionHooks {
  signedIn: ((tx: Tx, facts: SignedIn) => Promise<void>)[]
  endSessions: EndSessions
  close: CloseAccount
}

type Request = { origin: Origin; cookies: CookieJar; viewer?: Viewer | null }

const TOKEN_BYTES = 32

const lifeOf = ({ surface }: Flow) => (surface === 'operator' ? OPERATOR_SESSION_LIFE_MS : SESSION_LIFE_MS)

/** The end of a sign-in: account and profile where they are missing, a fresh session, the trust in this browser. */
export function createSigninCompletion(platform: Platform, { signedIn, endSessions, close }: CompletionHooks) {
  /** Somebody else was signed in here: his session has lost its browser, and his pages in other tabs are not his any more. */
  const doTakePlace = async (tx: Tx, accountId: string, { viewer }: Request): Promise<void> => {
    if (!viewer || viewer.accountId === accountId) return
    await endSessions(tx, viewer.accountId, { only: viewer.sessionId }, null, 'profileSwitched')
  }

  const finish = async (tx: Tx, flow: Flow, profileId: string | null, request: Request): Promise<{ next: 'done' }> => {
    const account = flow.accountId === null ? null : await readAccount(tx, flow.accountId)
    // The phone is shown to be his, so he may learn that it is no operator's.
    if (flow.surface === 'operator' && account?.operator !== true) throw new Refusal('operator.required')
    if (account === null) throw new Error('A sign-in ends without an account')
    const sessionId = platform.newId()
    await saveFlow(tx, { ...flow, step: 'done', sessionId })
    await doTakePlace(tx, account.id, request)
    const now = platform.clock.now()
    const token = randomToken(platform.random, TOKEN_BYTES)
    const lifeMs = lifeOf(flow)
    await insertSession(tx, {
      id: sessionId,
      tokenHash: tokenHash(token),
      accountId: account.id,
      profileId,
      surface: flow.surface,
      device: request.origin.device,
      now,
      lifeMs,
      methods: flow.methods,
    })
    const device = await doTrust(tx, flow, account.id, request)
    // Whoever only comes to take his deletion back, or to look, is given nothing.
    const leaves = (await readDeletion(tx, account.id)) !== null
    const { invitationId, link } = flow
    for (const hook of leaves ? [] : signedIn)
      await hook(tx, { accountId: account.id, profileId, phone: account.phone, invitationId, link })
    doGive(tx, request, { token, lifeMs, device })
    return { next: 'done' }
  }

  /** The browser is trusted in which an address or a factor was shown; returns its token, null of any other. */
  async function doTrust(tx: Tx, flow: Flow, accountId: string, request: Request): Promise<string | null> {
    if (!(flow.addressProven || flow.factorProven) || flow.surface !== 'main') return null
    const device = request.origin.deviceToken ?? randomToken(platform.random, TOKEN_BYTES)
    const until = new Date(platform.clock.now() + DEVICE_TRUST_MS)
    await trustDevice(tx, { id: platform.newId(), accountId, tokenHash: tokenHash(device), until })
    return device
  }

  function doGive(
    tx: Tx,
    { cookies }: Request,
    { token, lifeMs, device }: { token: string; lifeMs: number; device: string | null },
  ): void {
    afterCommit(tx, () => {
      cookies.session(token, lifeMs)
      if (device !== null) cookies.device(device, DEVICE_TRUST_MS)
    })
  }

  return {
    finish,

    /**
     * Ends once more for whoever has not got the answer: the session stays and gets another token, so the lost one opens
     * nothing. False when that session is over, or began too long ago.
     */
    async finishAgain(tx: Tx, flow: Flow, request: Request): Promise<boolean> {
      const now = platform.clock.now()
      const token = randomToken(platform.random, TOKEN_BYTES)
      const began = new Date(now - FLOW_RESUME_MS)
      if (flow.sessionId === null || !(await replaceToken(tx, flow.sessionId, { tokenHash: tokenHash(token), began })))
        return false
      const device = await doTrust(tx, flow, flow.accountId!, request)
      doGive(tx, request, { token, lifeMs: lifeOf(flow), device })
      return true
    },

    /** Makes the person and the learning profile of an account, and signs in. */
    async register(tx: Tx, flow: Flow & { accountId: string }, request: Request): Promise<{ next: 'done' }> {
      const { accountId } = flow
      const { names } = flow.about
      if (names === null) throw new Error('A profile is made before its names are known')
      const now = platform.clock.now()
      const profileId = platform.newId()
      await insertPersonAndProfile(tx, { personId: platform.newId(), profileId, accountId, names, now })
      return finish(tx, flow, profileId, request)
    },

    /** Closes an account whose number is somebody else's now (IDN-25). This sign-in goes on. */
    close: (tx: Tx, flow: Flow & { accountId: string }): Promise<void> =>
      close(tx, { id: flow.accountId, address: flow.address }, flow.id, 'passedOn'),

    /** Ends all sessions of an account, whose password is a new one, and the trust in its browsers (IDN-05). */
    async endEverything(tx: Tx, accountId: string): Promise<void> {
      await endSessions(tx, accountId, {}, 'password')
      await forgetDevices(tx, accountId, null)
    },
  }
}

export type SigninCompletion = ReturnType<typeof createSigninCompletion>
