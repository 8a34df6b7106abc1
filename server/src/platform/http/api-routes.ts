import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errors } from '#contract/errors.ts'
import { STATUS_OF_KIND } from '#contract/kit/errors.ts'
import { type OperationId, operations } from '#contract/operations.ts'
import { databaseRefusal } from '../dispatch/database-refusal.ts'
import type { Dispatcher } from '../dispatch/dispatcher.ts'
import { jsonOf } from '../dispatch/encoded.ts'
import { fail, Refusal, toProblem } from '../dispatch/refusal.ts'
import type { Origin, SessionEnd, Surface, Viewer } from '../dispatch/viewer.ts'
import { CLASS_COOKIE, DEVICE_COOKIE, replyCookies, SESSION_COOKIE, sessionToken } from './cookies.ts'
import type { Hosts } from './hosts.ts'
import { deviceName, networkOf } from './network.ts'
import { AmbiguousJson, parseStrictJson } from './strict-json.ts'

export const BODY_BYTES_MAX = 256 * 1024

export interface ApiParts {
  readonly dispatcher: Dispatcher
  readonly hosts: Hosts
  readonly sessions: {
    viewerOf(token: string | null, surface: Surface): Promise<Viewer | null>
    sessionEnd(token: string, surface: Surface): Promise<SessionEnd | null>
  }
  readonly isDraining: () => boolean
}

/** `POST /api/feature.verb` for every operation, and `GET` with `?input=` for queries. */
export function registerApi(app: FastifyInstance, parts: ApiParts): void {
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_BYTES_MAX },
    (_request, body, done) => {
      try {
        done(null, parseStrictJson(body as string))
      } catch (error) {
        done(malformed(error), undefined)
      }
    },
  )
  app.post('/api/:operation', async (request, reply) => {
    checkOrigin(request, parts.hosts)
    const output = await answer(request, reply, request.body ?? {}, parts)
    return reply.type('application/json; charset=utf-8').send(jsonOf(output))
  })
  app.get('/api/:operation', async (request, reply) => {
    const { operation } = request.params as { operation: string }
    if (operations[operation as OperationId]?.kind !== 'query') return fail('operation.unknown')
    const output = await answer(request, reply, parseQuery(request), parts)
    return cached(request, reply, output)
  })
}

function malformed(error: unknown): Refusal {
  const why = error instanceof AmbiguousJson ? error.message : 'it is not JSON'
  return new Refusal('request.malformed', { why })
}

function parseQuery(request: FastifyRequest): unknown {
  const { input } = request.query as { input?: string | string[] }
  if (Array.isArray(input)) throw new Refusal('request.malformed', { why: 'the input stands twice' })
  try {
    return input === undefined ? {} : parseStrictJson(input)
  } catch (error) {
    throw malformed(error)
  }
}

/**
 * A browser names the page's origin with every POST; without it, a request that carries a session is not taken, since
 * nothing tells that our own page made it.
 */
export function checkOrigin(request: FastifyRequest, hosts: Hosts): void {
  const { origin, host } = request.headers
  if (origin !== undefined) {
    if (!hosts.isOwnOrigin(origin, host)) fail('request.originRefused')
    return
  }
  if (request.cookies[SESSION_COOKIE] !== undefined) fail('request.originRefused')
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') fail('request.originRefused')
}

async function answer(request: FastifyRequest, reply: FastifyReply, input: unknown, parts: ApiParts): Promise<unknown> {
  const surface = parts.hosts.surfaceOf(request.headers.host)
  if (surface === null) return fail('request.hostUnknown')
  if (parts.isDraining()) throw new Refusal('service.draining', undefined, 2)
  const token = sessionToken(request)
  const viewer = await parts.sessions.viewerOf(token, surface)
  const key = request.headers['idempotency-key']
  reply.header('cache-control', 'no-store')
  return parts.dispatcher.dispatch({
    id: (request.params as { operation: string }).operation,
    input,
    key: typeof key === 'string' ? key : null,
    viewer,
    endedSession: viewer === null && token !== null ? () => parts.sessions.sessionEnd(token, surface) : null,
    origin: originOf(request, surface),
    cookies: replyCookies(reply),
    requestId: request.id,
  })
}

function originOf(request: FastifyRequest, surface: Surface): Origin {
  const classToken = request.cookies[CLASS_COOKIE]
  return {
    surface,
    network: networkOf(request.ip),
    device: deviceName(request.headers['user-agent']),
    deviceToken: request.cookies[DEVICE_COOKIE] ?? null,
    ...(classToken === undefined ? {} : { classToken }),
  }
}

function cached(request: FastifyRequest, reply: FastifyReply, output: unknown): unknown {
  const json = jsonOf(output)
  const tag = `"${createHash('sha256').update(json).digest('base64url').slice(0, 27)}"`
  reply.header('etag', tag)
  reply.header('cache-control', 'private, no-cache')
  reply.header('vary', 'Cookie')
  if (request.headers['if-none-match'] === tag) return reply.code(304).send()
  reply.header('content-type', 'application/json; charset=utf-8')
  return reply.send(json)
}

/** Turns what was thrown into problem details; unknown failures say nothing of themselves. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = error instanceof Refusal ? error : (databaseRefusal(error) ?? translate(error))
  const problem = toProblem(refusal.code, request.id, refusal.details)
  if (refusal.retryAfter !== undefined) reply.header('retry-after', String(refusal.retryAfter))
  reply.header('cache-control', 'no-store')
  return reply
    .code(STATUS_OF_KIND[errors[refusal.code]])
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}

function translate(error: unknown): Refusal {
  const known = error as { code?: string; statusCode?: number }
  if (known.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refusal('request.tooLarge', { bytesMax: BODY_BYTES_MAX })
  if (known.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Refusal('request.malformed', { why: 'the content type' })
  if (known.statusCode !== undefined && known.statusCode >= 400 && known.statusCode < 500) {
    return new Refusal('request.malformed', { why: 'the request' })
  }
  return new Refusal('internal')
}
