import { createHash } from 'node:crypto'
import type { InputOf, Operation, OutputOf } from '#contract/kit/operation.ts'
import { Refusal } from '../../platform/dispatch/refusal.ts'
import type { Reach } from '../connection/reach.ts'
import { ask, type Body, MessengerTrouble } from '../messenger/asking.ts'
import { basicOf, type MessengerClient, MessengerRefusal } from '../messenger/messenger-client.ts'
import type { SchoolOutside } from '../outside.ts'
import { isIdTokenOf, type PublicKey } from './id-token.ts'

/** A sign-in that the browser is sent to: what it is known by, and where it comes back. */
export interface SignIn {
  nonce: string
  verifier: string
  redirectUri: string
}

/** Somebody who has signed in and agreed to be linked. */
export interface SignedIn {
  token: string
  /** What his profile is called; empty when the messenger does not say. */
  name: string
}

/** The answer of an operation of the messenger: what it gave, or the code with which it has refused. */
export type Answer<Output> =
  | { ok: true; output: Output }
  | { ok: false; code: string; details: Readonly<Record<string, unknown>> }

/** `profile` is what the window shows of him, `link` that he agrees to be whoever the school says. */
const SCOPES = 'openid profile link'

export type Messenger = ReturnType<typeof createMessenger>

/** The messenger as any outside system speaks with it: sign-in by OpenID Connect, and the connector (`docs/connector.md`). */
export function createMessenger({ send, client }: Pick<SchoolOutside, 'send'> & { client: MessengerClient }) {
  const askNow = async (url: string, init?: RequestInit): Promise<{ status: number; body: Body }> => {
    const { status, body } = await ask(send, url, init).catch(refuse)
    return { status, body: body ?? {} }
  }

  const takeTokens = async (reach: Reach, form: Record<string, string>): Promise<Body> => {
    const { status, body } = await askNow(`${issuerOf(reach)}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: basicOf(reach) },
      body: new URLSearchParams(form).toString(),
    })
    if (status === 200) return body
    throw new Refusal(body.error === 'invalid_grant' ? 'school.linkStale' : 'school.connectionRefused')
  }

  return {
    /** Where the browser goes; what was agreed to once is shown again, so that another profile can be chosen. */
    signInUrl(reach: Reach, { nonce, verifier, redirectUri, state }: SignIn & { state: string }): string {
      const asked = new URLSearchParams({
        client_id: reach.clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: SCOPES,
        prompt: 'consent',
        state,
        nonce,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      })
      return `${issuerOf(reach)}/auth?${asked}`
    },

    /**
     * Who has come back with a code.
     *
     * @throws Refusal `school.linkStale` of a code that is no answer to this sign-in, `school.messengerAway`, `school.connectionRefused`
     */
    async takePerson(reach: Reach, code: string, { nonce, verifier, redirectUri }: SignIn): Promise<SignedIn> {
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier }
      const { access_token: token, id_token: idToken } = await takeTokens(reach, form)
      if (typeof token !== 'string' || typeof idToken !== 'string') throw new Refusal('school.connectionRefused')
      const issuer = issuerOf(reach)
      const { body } = await askNow(`${issuer}/jwks`)
      const keys = (Array.isArray(body.keys) ? body.keys : []) as PublicKey[]
      if (!isIdTokenOf(idToken, keys, { issuer, clientId: reach.clientId, nonce })) {
        throw new Refusal('school.linkStale')
      }
      const told = await askNow(`${issuer}/me`, { headers: { authorization: `Bearer ${token}` } })
      return { token, name: typeof told.body.name === 'string' ? told.body.name : '' }
    },

    /**
     * Calls an operation of links in the name of the school.
     *
     * @throws Refusal `school.messengerAway`, `school.connectionRefused`
     */
    async call<O extends Operation>(reach: Reach, operation: O, input: InputOf<O>): Promise<Answer<OutputOf<O>>> {
      try {
        return { ok: true, output: await client.call(reach, operation, input) }
      } catch (error) {
        if (!(error instanceof MessengerRefusal)) return refuse(error)
        const { code, details } = error
        return { ok: false, code, details }
      }
    },
  }
}

/** Says at the window what is wrong with the messenger, or with the connection. */
function refuse(error: unknown): never {
  if (!(error instanceof MessengerTrouble)) throw error
  throw new Refusal(error.trouble === 'unreachable' ? 'school.messengerAway' : 'school.connectionRefused')
}

const issuerOf = ({ url }: Pick<Reach, 'url'>) => `${url}/id`
