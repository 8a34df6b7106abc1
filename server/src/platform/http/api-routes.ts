import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errors } from '#contract/errors.ts'
import { STATUS_OF_KIND } from '#contract/kit/errors.ts'
import type { Operation } from '#contract/kit/operation.ts'
import { databaseRefusal } from '../dispatch/database-refusal.ts'
import type { Dispatcher } from '../dispatch/dispatcher.ts'
import { jsonOf } from '../dispatch/encoded.ts'
import { fail, Refusal, toProblem } from '../dispatch/refusal.ts'
import type { Origin, SessionEnd, Surface, SystemCaller, Viewer } from '../dispatch/viewer.ts'
import { CLASS_COOKIE, DEVICE_COOKIE, GUEST_COOKIE, replyCookies, SCHOOL_COOKIE, SESSION_COOKIE } from './cookies.ts'
import type { Hosts } from './hosts.ts'
import { deviceName, networkOf } from './network.ts'
import { AmbiguousJson, parseStrictJson } from './strict-json.ts'

export const BODY_BYTES_MAX = 256 * 1024

/** What answers the operations of one registry, for the sessions of its own cookie. */
export interface ApiDoor {
  readonly dispatcher: Dispatcher
  readonly registry: Readonly<Record<string, Pick<Operation, 'kind'>>>
  readonly cookie: string
  readonly sessions: {
    viewerOf(token: string | null, surface: Surface): Promise<Viewer | null>
    sessionEnd(token: string, surface: Surface): Promise<SessionEnd | null>
    /** The outside system whose own token it is; null when it is none, or is over. Absent where no system calls. */
    systemOf?(token: string): Promise<SystemCaller | null>
  }
}

export interface ApiParts {
  readonly hosts: Hosts
  /** By the surface of the host; null where this process does not answer there. */
  readonly doorOf: (surface: Surface) => ApiDoor | null
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
    const { door, surface } = findDoor(request, parts)
    const output = await answer(request, reply, request.body ?? {}, { ...parts, door, surface })
    return reply.type('application/json; charset=utf-8').send(jsonOf(output))
  })
  app.get('/api/:operation', async (request, reply) => {
    const { operation } = request.params as { operation: string }
    const { door, surface } = findDoor(request, parts)
    if (!Object.hasOwn(door.registry, operation) || door.registry[operation]?.kind !== 'query') {
      return fail('operation.unknown')
    }
    const output = await answer(request, reply, parseQuery(request), { ...parts, door, surface })
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
  const { [SESSION_COOKIE]: session, [SCHOOL_COOKIE]: desk, [GUEST_COOKIE]: guest } = request.cookies
  if ([session, desk, guest].some((cookie) => cookie !== undefined)) fail('request.originRefused')
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') fail('request.originRefused')
}

function findDoor(request: FastifyRequest, { hosts, doorOf }: ApiParts): { door: ApiDoor; surface: Surface } {
  const surface = hosts.surfaceOf(request.headers.host)
  const door = surface === null ? null : doorOf(surface)
  return surface === null || door === null ? fail('request.hostUnknown') : { door, surface }
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  input: unknown,
  { door, surface, isDraining }: ApiParts & { door: ApiDoor; surface: Surface },
): Promise<unknown> {
  if (isDraining()) throw new Refusal('service.draining', undefined, 2)
  const token = request.cookies[door.cookie] ?? null
  const viewer = await door.sessions.viewerOf(token, surface)
  const key = request.headers['idempotency-key']
  const system = await systemOf(request, door)
  reply.header('cache-control', 'no-store')
  return door.dispatcher.dispatch({
    id: (request.params as { operation: string }).operation,
    input,
    key: typeof key === 'string' ? key : null,
    viewer,
    ...(system === null ? {} : { system }),
    endedSession: viewer === null && token !== null ? () => door.sessions.sessionEnd(token, surface) : null,
    origin: originOf(request, surface),
    cookies: replyCookies(reply, door.cookie),
    requestId: request.id,
  })
}

const BEARER = /^Bearer ([\w.~+/-]{1,200}=*)$/i

/** The outside system that shows its token in `Authorization`; null of everybody else. */
async function systemOf(request: FastifyRequest, { sessions }: ApiDoor): Promise<SystemCaller | null> {
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1]
  return token === undefined ? null : ((await sessions.systemOf?.(token)) ?? null)
}

function originOf(request: FastifyRequest, surface: Surface): Origin {
  const classToken = request.cookies[CLASS_COOKIE]
  const guestToken = request.cookies[GUEST_COOKIE]
  return {
    surface,
    network: networkOf(request.ip),
    device: deviceName(request.headers['user-agent']),
    deviceToken: request.cookies[DEVICE_COOKIE] ?? null,
    ...(classToken === undefined ? {} : { classToken }),
    ...(guestToken === undefined ? {} : { guestToken }),
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
