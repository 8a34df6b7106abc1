import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/**
 * A school system that tells Парта its facts, with nothing but what Node has. It reads the register of a small school from an
 * array, gives every fact the revision under which it was changed, and sends what Парта does not know yet.
 */

/** Where Парта is, and as whom this system comes. */
export interface Connection {
  /** `https://<address of the site>`. */
  site: string
  clientId: string
  secret: string
  /** Which organisation it tells about; an administrator there has admitted the system. */
  communityId: string
}

/** One row of the outbox of this system: written in the transaction that changes the register. */
export interface Fact {
  type: 'person' | 'unit' | 'enrolment' | 'family' | 'position' | 'chat' | 'settings'
  id: string
  revision: number
  removed?: boolean
  data?: Record<string, unknown>
}

export interface Report {
  type: string
  id: string
  outcome: 'taken' | 'older' | 'same' | 'refused'
  sentence: string
  waitsFor: { type: string; id: string }[]
}

const ROWS_AT_ONCE = 500
const TRIES = 5
const PAUSE_MS = 500

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A token for ten minutes. */
export async function takeToken({ site, clientId, secret }: Connection, scope: string): Promise<string> {
  const answer = await fetch(`${site}/id/token`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }).toString(),
  })
  if (!answer.ok) throw new Error(`No token: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { access_token: string }).access_token
}

/**
 * Calls an operation; what is too often, or away for a moment, is tried again. A call that is repeated says the same, so nothing is
 * lost and nothing is doubled when an answer did not come.
 */
export async function call<T>({ site }: Connection, token: string, operation: string, input: object): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(`${site}/api/${operation}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(input),
    }).catch(() => null)
    if (answer?.ok === true) return (await answer.json()) as T
    const mayPass = answer === null || answer.status === 429 || answer.status >= 500
    if (!mayPass || attempt === TRIES) {
      throw new Error(`${operation}: ${answer === null ? 'no answer' : await answer.text()}`)
    }
    const wait = Number(answer?.headers.get('retry-after') ?? 0) * 1_000
    await pause(wait > 0 ? wait : PAUSE_MS * attempt)
  }
}

/** Tells facts in the order in which they stand in the outbox; what is refused is for whoever runs this system to read. */
export async function tellFacts(connection: Connection, facts: readonly Fact[]): Promise<Report[]> {
  const token = await takeToken(connection, 'connector:facts')
  const reports: Report[] = []
  for (let from = 0; from < facts.length; from += ROWS_AT_ONCE) {
    const { rows } = await call<{ rows: Report[] }>(connection, token, 'connector.facts.put', {
      communityId: connection.communityId,
      facts: facts.slice(from, from + ROWS_AT_ONCE),
    })
    reports.push(...rows)
  }
  return reports
}

/** Whether everything that was told has taken effect, and how many people wait to be removed. */
export async function askState(connection: Connection): Promise<{ due: boolean; waiting: { people: number } | null }> {
  const token = await takeToken(connection, 'connector:read')
  return call(connection, token, 'connector.state.get', { communityId: connection.communityId })
}

/** How old a notice may be, in seconds; older ones are somebody's who has recorded them. */
const NOTICE_AGE_MAX = 300

/**
 * Whether a notice comes from Парта: `Parta-Signature: t=<seconds>,v1=<HMAC>` over the time and the body as it came. The key is the
 * SHA-256 of the secret of this system, so there is no second secret to keep.
 */
export function isGenuine(secret: string, header: string, body: string, nowSeconds: number): boolean {
  const [, at, told] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? []
  if (at === undefined || told === undefined || Math.abs(nowSeconds - Number(at)) > NOTICE_AGE_MAX) return false
  const key = createHash('sha256').update(secret).digest()
  const expected = createHmac('sha256', key).update(`${at}.${body}`).digest()
  return timingSafeEqual(expected, Buffer.from(told, 'hex'))
}
