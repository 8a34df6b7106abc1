import assert from 'node:assert/strict'
import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import type { ErrorCode } from '#contract/errors.ts'
import type { Problem } from '#contract/kit/errors.ts'
import type { InputOf, OutputOf } from '#contract/kit/operation.ts'
import { uuidv7 } from '#contract/kit/uuid.ts'
import { type OperationId, type Operations, operations } from '#contract/operations.ts'

export type SurfaceName = 'main' | 'operator' | 'school'

const PREFIXES: Readonly<Record<SurfaceName, string>> = { main: '', operator: 'ops.', school: 'school.' }

export interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  bytes: Buffer
}

export interface RawRequest {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** A new id as a client makes it. */
export function newId(): string {
  return uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
}

/** A refusal as a client sees it. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(operation: string, problem: Problem) {
    super(`${operation}: ${problem.code} ${JSON.stringify(problem.details ?? {})}`)
    this.problem = problem
  }
}

/** Whether an error is a refusal with this code, for `assert.rejects`. */
export function isRefused(code: string): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof ProblemError, String(error))
    assert.equal(error.problem.code, code)
    return true
  }
}

/** Watches every byte that reaches a client, for the canary. */
export type Witness = (client: Client, bytes: string) => void

/** A browser without a screen: one host, a jar of cookies, the contract's operations over HTTP. */
export class Client {
  readonly port: number
  readonly host: string
  readonly cookies = new Map<string, string>()
  /** Who this is, for messages of failing tests. */
  name: string
  readonly surface: SurfaceName
  readonly #witness: Witness | undefined

  constructor(port: number, surface: SurfaceName, name = 'somebody', witness?: Witness) {
    this.port = port
    this.host = `${PREFIXES[surface]}localhost:${port}`
    this.name = name
    this.surface = surface
    this.#witness = witness
  }

  /** The same browser at another server of the product: it takes its cookies there. */
  at(port: number): Client {
    const there = new Client(port, this.surface, this.name, this.#witness)
    for (const [name, value] of this.cookies) there.cookies.set(name, value)
    return there
  }

  get origin(): string {
    return `http://${this.host}`
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Sends just what it is told, with the Host of this client and its cookies. */
  raw(path: string, what: RawRequest = {}): Promise<RawAnswer> {
    const headers: Record<string, string> = { host: this.host, ...what.headers }
    if (this.cookies.size > 0 && headers.cookie === undefined) headers.cookie = this.cookieHeader
    if (what.body !== undefined) headers['content-length'] = String(Buffer.byteLength(what.body))
    return new Promise((resolve, reject) => {
      const call = request(
        { host: '127.0.0.1', port: this.port, path, method: what.method ?? 'GET', headers, agent },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const bytes = Buffer.concat(chunks)
            const text = bytes.toString('utf8')
            this.#keepCookies(response.headers['set-cookie'] ?? [])
            this.#witness?.(this, text)
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text, bytes })
          })
        },
      )
      call.on('error', reject)
      call.end(what.body)
    })
  }

  #keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';')
      const [name = '', value = ''] = pair.split('=')
      const gone = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute)) || value === ''
      if (gone) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }

  /** Posts any body to an operation as a browser's page would. */
  post(id: string, body: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
    return this.raw(`/api/${id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.origin, ...headers },
      body,
    })
  }

  /**
   * Calls an operation.
   *
   * @throws ProblemError for a refusal
   */
  async call<Id extends OperationId>(
    id: Id,
    input: InputOf<Operations[Id]>,
    options: { key?: string } = {},
  ): Promise<OutputOf<Operations[Id]>> {
    const command = operations[id].kind === 'command'
    const headers: Record<string, string> = command ? { 'idempotency-key': options.key ?? newId() } : {}
    const answer = await this.post(id, JSON.stringify(input), headers)
    if (answer.status === 200) return JSON.parse(answer.text)
    throw new ProblemError(id, readProblem(id, answer))
  }

  /** Calls an operation that must refuse, and checks the code. */
  async refused<Id extends OperationId>(
    id: Id,
    input: InputOf<Operations[Id]>,
    code: ErrorCode,
    options: { key?: string } = {},
  ): Promise<Problem> {
    try {
      await this.call(id, input, options)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      assert.equal(error.problem.code, code, `${this.name} called ${id} and was refused for another reason`)
      return error.problem
    }
    return assert.fail(`${this.name} called ${id} and was not refused with ${code}`)
  }
}

export function readProblem(id: string, answer: RawAnswer): Problem {
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, `${id}: ${answer.text}`)
  const problem = JSON.parse(answer.text) as Problem
  assert.equal(problem.status, answer.status)
  return problem
}
