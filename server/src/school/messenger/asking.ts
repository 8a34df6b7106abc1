import type { Trouble } from '#contract/school/connection.ts'
import type { SchoolOutside } from '../outside.ts'

/** How long is waited for an answer, and how much of one is read. */
const ANSWER_MS = 15_000
const ANSWER_BYTES_MAX = 4 * 1_024 * 1_024
const PAUSE_MS_MAX = 3_600_000

/** The messenger was not reached, or does not let this system in; it is worth coming again after a pause. */
export class MessengerTrouble extends Error {
  readonly trouble: Trouble
  /** For how long it has asked to be left alone, in milliseconds; 0 when it has not. */
  readonly pauseMs: number
  constructor(trouble: Trouble, pauseMs = 0) {
    super(`The messenger was not told: ${trouble}`)
    this.trouble = trouble
    this.pauseMs = pauseMs
  }
}

export type Body = Readonly<Record<string, unknown>>

export interface Told {
  status: number
  /** An object of JSON; null of anything else. */
  body: Body | null
}

/**
 * Asks the messenger over HTTP. It follows no redirects, and reads no more of an answer than one can have.
 *
 * @throws MessengerTrouble `unreachable` when there is no answer, or it has no time for one now
 */
export async function ask(send: SchoolOutside['send'], url: string, init: RequestInit = {}): Promise<Told> {
  try {
    const answer = await send(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) })
    const text = await textOf(answer)
    if (answer.status === 429 || answer.status >= 500) throw new MessengerTrouble('unreachable', pauseOf(answer))
    return { status: answer.status, body: text === null ? null : parsed(text) }
  } catch (error) {
    throw error instanceof MessengerTrouble ? error : new MessengerTrouble('unreachable')
  }
}

/** The body as text; null of one that is longer than any answer. */
async function textOf(answer: Response): Promise<string | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > ANSWER_BYTES_MAX) return null
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** An object of JSON, or null. */
function parsed(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null
  } catch {
    return null
  }
}

function pauseOf(answer: Response): number {
  const seconds = Number(answer.headers.get('retry-after') ?? 0)
  return seconds > 0 ? Math.min(seconds * 1_000, PAUSE_MS_MAX) : 0
}
