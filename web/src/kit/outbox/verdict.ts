import { ApiFailure } from '../api/api-failure.ts'
import type { OutboxFailure } from './outbox-ports.ts'

const UNKNOWN_FAILURES_MAX = 4
const SESSION_CODES: readonly string[] = [
  'session.required',
  'session.ended',
  'profile.required',
  'consent.required',
  'account.leaving',
]

export type Verdict =
  /** Try again with the same key: nobody knows whether it has happened. */
  | { t: 'later'; afterMs: number | null }
  /** Nothing more leaves until somebody is signed in again. */
  | { t: 'pause' }
  | { t: 'refused'; failure: OutboxFailure }

/** What a failed try means for a message: only a true refusal is shown to its author as one. */
export function verdictOf(error: unknown, tries: number): Verdict {
  if (!(error instanceof ApiFailure)) return { t: 'later', afterMs: null }
  if (SESSION_CODES.includes(error.code)) return { t: 'pause' }
  const seconds = error.details.retryAfterSeconds
  if (error.status === 429 || error.status === 503) {
    return { t: 'later', afterMs: typeof seconds === 'number' ? seconds * 1_000 : null }
  }
  if (error.status >= 500 && tries < UNKNOWN_FAILURES_MAX) return { t: 'later', afterMs: null }
  return { t: 'refused', failure: { code: error.code, details: error.details, requestId: error.requestId } }
}
