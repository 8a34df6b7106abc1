import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isUuid } from '#contract/kit/uuid.ts'
import { fail, Refusal } from '../dispatch/refusal.ts'
import type { Surface, Viewer } from '../dispatch/viewer.ts'
import { checkOrigin } from './api-routes.ts'
import { byteRange } from './byte-range.ts'
import { sessionToken } from './cookies.ts'
import type { Hosts } from './hosts.ts'
import { networkOf } from './network.ts'

/** A file that may be sent now. */
export interface OpenedFile {
  /** As its owner has called it. */
  name: string
  bytes: number
  /** Another one for other bytes. */
  tag: string
  /** What kind of sound or film it is, by its first bytes; null for everything else. */
  mediaType(): Promise<string | null>
  /** The bytes from `start` to `end`, both included. */
  read(start: number, end: number): Promise<Readable>
}

/** The part of files that speaks HTTP; every function throws a Refusal for what it does not do. */
export interface FilePages {
  state(ownerId: string, id: string): Promise<{ received: number; bytes: number }>
  /** `length` is how many bytes the request says that it has, or null. */
  receive(
    ownerId: string,
    id: string,
    offset: number,
    piece: AsyncIterable<Buffer>,
    length: number | null,
  ): Promise<number>
  /** For whom an address with this key was made, where nobody is signed in; null for one that was not made here. */
  uploaderOf(id: string, key: string): Promise<string | null>
  open(id: string, key: string): Promise<OpenedFile>
}

export interface FileRoutes {
  readonly pages: FilePages
  readonly hosts: Hosts
  readonly viewerOf: (token: string | null, surface: Surface) => Promise<Viewer | null>
  /** Counts one more request of a session, or of a network without one; throws `rate.limited`. */
  readonly limit: (who: string) => Promise<void>
  readonly isDraining: () => boolean
}

const TUS_VERSION = '1.0.0'
const PIECE = 'application/offset+octet-stream'
/** Nothing that a person has uploaded is a page of ours, whatever it says of itself. */
const SANDBOX = "default-src 'none'; sandbox"

/**
 * Uploads by the core of tus 1.0 on the site's host, where the session is: HEAD tells how far a declared file has come,
 * PATCH goes on from there. Downloads on the host of files, which has no cookies and no pages.
 */
export async function registerFiles(app: FastifyInstance, routes: FileRoutes): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(PIECE, (_request, _payload, done) => done(null))
    scope.head('/files/:id', async (request, reply) => {
      const ownerId = await uploader(request, reply, routes)
      const { received, bytes } = await routes.pages.state(ownerId, idOf(request))
      return reply.header('upload-offset', received).header('upload-length', bytes).send()
    })
    scope.patch('/files/:id', async (request, reply) => {
      checkOrigin(request, routes.hosts)
      const ownerId = await uploader(request, reply, routes)
      const offset = request.headers['upload-offset']
      if (typeof offset !== 'string' || !/^\d{1,10}$/.test(offset)) return malformed('upload-offset')
      const told = request.headers['content-length']
      const length = told === undefined ? null : Number(told)
      const { raw } = request
      const piece = raw.iterator({ destroyOnReturn: false })
      try {
        const received = await routes.pages.receive(ownerId, idOf(request), Number(offset), piece, length)
        return reply.code(204).header('upload-offset', received).send()
      } catch (error) {
        // Whoever still sends reads no answer; what he sends is thrown away until he does.
        raw.resume()
        throw error
      }
    })
  })
  app.get('/file/:id', async (request, reply) => {
    if (!routes.hosts.isFiles(request.headers.host)) return fail('request.hostUnknown')
    const { key, play } = request.query as { key?: unknown; play?: unknown }
    if (typeof key !== 'string') return fail('file.unknown')
    const file = await routes.pages.open(idOf(request), key)
    if (play !== undefined) await tellMediaType(reply, file)
    return sendFile(request, reply, file)
  })
}

function idOf(request: FastifyRequest): string {
  const { id } = request.params as { id: string }
  return isUuid(id) ? id : fail('file.unknown')
}

function malformed(header: string): never {
  return fail('request.malformed', { why: `the header ${header}` })
}

/**
 * Who sends a file: what a person needs for an operation behind the gate `profile` he needs here for every piece; an address
 * that was made for one file needs nobody who is signed in.
 */
async function uploader(request: FastifyRequest, reply: FastifyReply, routes: FileRoutes): Promise<string> {
  reply.header('cache-control', 'no-store').header('tus-resumable', TUS_VERSION)
  if (request.headers['tus-resumable'] !== TUS_VERSION) malformed('tus-resumable')
  const surface = routes.hosts.surfaceOf(request.headers.host)
  if (surface === null) fail('request.hostUnknown')
  if (routes.isDraining()) throw new Refusal('service.draining', undefined, 2)
  const { key } = request.query as { key?: unknown }
  if (typeof key === 'string') {
    await routes.limit(networkOf(request.ip))
    return (await routes.pages.uploaderOf(idOf(request), key)) ?? fail('file.unknown')
  }
  if (surface !== 'main') fail('request.hostUnknown')
  const viewer = await routes.viewerOf(sessionToken(request), 'main')
  if (viewer === null) return fail('session.required')
  await routes.limit(viewer.sessionId)
  if (viewer.lessonEndsAt !== undefined) return fail('session.lesson')
  return viewer.profileId ?? fail(viewer.awaitsConsent === true ? 'consent.required' : 'profile.required')
}

/**
 * For the player of a page: a sound or a film says what it is, and may be shown by the site, which is another origin.
 * Nothing else ever says of itself what it is.
 */
async function tellMediaType(reply: FastifyReply, file: OpenedFile): Promise<void> {
  const type = await file.mediaType()
  if (type !== null) reply.header('content-type', type).header('cross-origin-resource-policy', 'cross-origin')
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, file: OpenedFile): Promise<FastifyReply> {
  if (!reply.hasHeader('content-type')) reply.header('content-type', 'application/octet-stream')
  reply
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(file.name.toWellFormed() || 'file')}`,
    )
    .header('content-security-policy', SANDBOX)
    .header('cache-control', 'private, no-store')
    .header('accept-ranges', 'bytes')
    .header('etag', `"${file.tag}"`)
  const range = byteRange(request.headers.range, request.headers['if-range'], file)
  if (range === 'beyond') return reply.code(416).header('content-range', `bytes */${file.bytes}`).send()
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 }
  if (range !== null) reply.code(206).header('content-range', `bytes ${start}-${end}/${file.bytes}`)
  reply.header('content-length', end - start + 1)
  return reply.send(await file.read(start, end))
}
