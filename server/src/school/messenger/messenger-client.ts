import { Check, Clean } from 'typebox/value'
import type { InputOf, Operation, OutputOf } from '#contract/kit/operation.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Reach } from '../connection/reach.ts'
import type { SchoolOutside } from '../outside.ts'
import { ask, type Body, MessengerTrouble } from './asking.ts'

/** A token is renewed so long before its end. */
const SPARE_MS = 60_000

/** The messenger has understood what was asked and refuses it. */
export class MessengerRefusal extends Error {
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  constructor(code: string, details: Readonly<Record<string, unknown>>) {
    super(`The messenger refuses: ${code}`)
    this.code = code
    this.details = details
  }
}

interface Token {
  readonly of: Reach
  readonly token: string
  readonly until: number
}

export type MessengerClient = ReturnType<typeof createMessengerClient>

/**
 * Calls the messenger as any other system does: over HTTP, with tokens of client credentials that are kept in memory while they last.
 */
export function createMessengerClient({ send, clock }: Pick<SchoolOutside, 'send'> & Pick<Platform, 'clock'>) {
  const tokens = new Map<string, Token>()

  const post = (url: string, headers: Record<string, string>, body: string) =>
    ask(send, url, { method: 'POST', headers, body })

  const takeToken = async (reach: Reach, scope: string): Promise<string> => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: basicOf(reach) }
    const asked = new URLSearchParams({ grant_type: 'client_credentials', scope }).toString()
    const { status, body } = await post(`${reach.url}/id/token`, headers, asked)
    if (status === 400 || status === 401 || status === 403) throw new MessengerTrouble('credentials')
    const { access_token: token, expires_in: seconds }: Body = body ?? {}
    if (status !== 200 || typeof token !== 'string' || typeof seconds !== 'number') {
      throw new MessengerTrouble('strange')
    }
    tokens.set(keyOf(reach, scope), { of: reach, token, until: clock.now() + seconds * 1_000 - SPARE_MS })
    return token
  }

  const tokenFor = async (reach: Reach, scope: string): Promise<string> => {
    const kept = tokens.get(keyOf(reach, scope))
    const isOurs = kept?.of.url === reach.url && kept.of.clientId === reach.clientId && kept.of.secret === reach.secret
    return isOurs && kept.until > clock.now() ? kept.token : takeToken(reach, scope)
  }

  return {
    /**
     * Calls an operation of the gate `system`; a token that is worth nothing any more is renewed once.
     *
     * @throws MessengerRefusal with the code of the refusal
     * @throws MessengerTrouble when there is no answer, or none that the operation can have
     */
    async call<O extends Operation>(reach: Reach, operation: O, input: InputOf<O>): Promise<OutputOf<O>> {
      const scope = operation.scope ?? ''
      const askWith = (token: string) =>
        post(
          `${reach.url}/api/${operation.id}`,
          { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          JSON.stringify(input),
        )
      let { status, body } = await askWith(await tokenFor(reach, scope))
      if (status === 401) ({ status, body } = await askWith(await takeToken(reach, scope)))
      if (status === 401) throw new MessengerTrouble('credentials')
      if (status === 200) {
        const output = Clean(operation.output, body)
        if (Check(operation.output, output)) return output as OutputOf<O>
      }
      if (status >= 400 && typeof body?.code === 'string') {
        const { code, details } = body
        throw new MessengerRefusal(code as string, (details ?? {}) as Readonly<Record<string, unknown>>)
      }
      throw new MessengerTrouble('strange')
    },
  }
}

const keyOf = ({ organisationId }: Reach, scope: string) => `${organisationId} ${scope}`

/** How a client says who it is (RFC 6749 §2.3.1). */
export function basicOf({ clientId, secret }: Pick<Reach, 'clientId' | 'secret'>): string {
  return `Basic ${Buffer.from([clientId, secret].map(encodeURIComponent).join(':')).toString('base64')}`
}
