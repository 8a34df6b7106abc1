import type { ErrorCode } from '#contract/errors.ts'
import type { ErrorDetails, Problem } from '#contract/kit/errors.ts'

/** The server refused: it says with which code, and the screen says it with the sentence of that code. */
export class ApiFailure extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly details: ErrorDetails
  readonly requestId: string

  constructor(problem: Problem) {
    super(problem.code)
    this.name = 'ApiFailure'
    this.code = problem.code as ErrorCode
    this.status = problem.status
    this.details = problem.details ?? {}
    this.requestId = problem.requestId
  }
}

/** The server was not reached, or its answer was lost: a command may have happened and is repeated with its key. */
export class NetworkFailure extends Error {
  /** The key under which the command was sent, null for a query. */
  readonly key: string | null

  constructor(key: string | null, cause?: unknown) {
    super('The server was not reached', { cause })
    this.name = 'NetworkFailure'
    this.key = key
  }
}

/** Whether something thrown by a call is the refusal with this code. */
export function isFailure(error: unknown, code: ErrorCode): error is ApiFailure {
  return error instanceof ApiFailure && error.code === code
}

/** Problem details in an answer, or null when somebody else than our server has written it. */
export function readProblem(body: unknown): Problem | null {
  if (typeof body !== 'object' || body === null) return null
  const { code, status, requestId } = body as Partial<Problem>
  return typeof code === 'string' && typeof status === 'number' && typeof requestId === 'string'
    ? (body as Problem)
    : null
}
