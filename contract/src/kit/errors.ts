/** The kind of an error code gives its HTTP status; the code itself says what went wrong. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'conflict'
  | 'tooLarge'
  | 'tooMany'
  | 'unavailable'
  | 'internal'

export const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  tooLarge: 413,
  tooMany: 429,
  internal: 500,
  unavailable: 503,
}

/** Keeps the codes of one feature together with their kinds. */
export function declareErrors<const E extends Readonly<Record<string, ErrorKind>>>(errors: E): E {
  return errors
}

/** Codes that any operation may answer with; they need no declaration there. */
export const commonErrors = declareErrors({
  'request.invalid': 'invalid',
  'request.malformed': 'invalid',
  'request.tooLarge': 'tooLarge',
  'request.originRefused': 'forbidden',
  'request.hostUnknown': 'notFound',
  'operation.unknown': 'notFound',
  'operation.wrongSurface': 'notFound',
  'session.required': 'unauthenticated',
  'session.ended': 'unauthenticated',
  'session.lesson': 'forbidden',
  'profile.required': 'forbidden',
  'consent.required': 'forbidden',
  'account.leaving': 'forbidden',
  'community.suspended': 'forbidden',
  'operator.required': 'forbidden',
  'system.required': 'unauthenticated',
  'system.scopeMissing': 'forbidden',
  'factor.required': 'forbidden',
  'key.missing': 'invalid',
  'key.reused': 'conflict',
  'rate.limited': 'tooMany',
  'service.draining': 'unavailable',
  'service.storageFull': 'unavailable',
  'service.databaseDown': 'unavailable',
  internal: 'internal',
})

export type CommonErrorCode = keyof typeof commonErrors

/**
 * Facts that travel with a refusal so that the screen can say which rule it was, who set it and who can change it.
 * Values are short words, numbers and ids, never texts of people; the one exception is why an organisation is suspended,
 * which the operator writes for all who read it.
 */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** RFC 9457 problem details with our members `code`, `details`, `requestId`; the same object on the socket. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly details?: ErrorDetails
  readonly requestId: string
}
