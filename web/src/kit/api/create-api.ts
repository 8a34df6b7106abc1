import type { InputOf, Operation, OutputOf } from '#contract/kit/operation.ts'
import { ApiFailure, NetworkFailure, readProblem } from './api-failure.ts'

export interface CallOptions {
  /** Key of a command that is tried again: the same key never does it twice. */
  readonly key?: string
  readonly signal?: AbortSignal
}

export interface Api {
  /**
   * Calls an operation of the contract.
   *
   * @throws ApiFailure when the server refuses, NetworkFailure when it is not reached
   */
  call<O extends Operation>(operation: O, input: InputOf<O>, options?: CallOptions): Promise<OutputOf<O>>
}

export interface ApiParts {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Makes the key of a command (UUID version 7). */
  readonly newKey: () => string
  /** Address of the server without a slash at the end; the page's own when left out. */
  readonly origin?: string
}

/** The typed client of the HTTP border: `POST /api/<id>`. */
export function createApi(parts: ApiParts): Api {
  return {
    async call<O extends Operation>(operation: O, input: InputOf<O>, options: CallOptions = {}) {
      const key = operation.kind === 'command' ? (options.key ?? parts.newKey()) : null
      const response = await post(parts, operation.id, input, key, options.signal)
      const body = await readBody(response, key, options.signal)
      if (response.ok) return body as OutputOf<O>
      const problem = readProblem(body)
      throw problem === null ? new NetworkFailure(key) : new ApiFailure(problem)
    },
  }
}

async function post(parts: ApiParts, id: string, input: unknown, key: string | null, signal?: AbortSignal) {
  try {
    return await parts.fetch(`${parts.origin ?? ''}/api/${id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key === null ? {} : { 'idempotency-key': key }) },
      body: JSON.stringify(input),
      credentials: 'same-origin',
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (error) {
    if (signal?.aborted === true) throw error
    throw new NetworkFailure(key, error)
  }
}

async function readBody(response: Response, key: string | null, signal?: AbortSignal): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    if (signal?.aborted === true) throw error
    throw new NetworkFailure(key, error)
  }
}
