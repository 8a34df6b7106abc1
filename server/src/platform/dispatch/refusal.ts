import { type ErrorCode, errors } from '#contract/errors.ts'
import { type ErrorDetails, type Problem, STATUS_OF_KIND } from '#contract/kit/errors.ts'

/** A declared error on its way to the caller. It is thrown by `fail`, and turned into a problem at the border. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails | undefined
  /** Seconds after which a repeat makes sense, for the Retry-After header. */
  readonly retryAfter: number | undefined
  constructor(code: ErrorCode, details?: ErrorDetails, retryAfter?: number) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
    this.retryAfter = retryAfter
  }
}

/**
 * Refuses with one of the codes that the operation declares. A service takes `Fail` of the codes that it needs, so
 * a code that the operation does not declare does not compile.
 */
export type Fail<Code extends ErrorCode> = (code: Code, details?: ErrorDetails) => never

/** The `Fail` that everybody is given; types narrow it. */
export const fail: Fail<ErrorCode> = (code, details) => {
  throw new Refusal(code, details)
}

/** RFC 9457 problem details of a code. */
export function toProblem(code: ErrorCode, requestId: string, details?: ErrorDetails): Problem {
  return {
    type: `/errors#${code}`,
    title: code,
    status: STATUS_OF_KIND[errors[code]],
    code,
    ...(details === undefined ? {} : { details }),
    requestId,
  }
}
