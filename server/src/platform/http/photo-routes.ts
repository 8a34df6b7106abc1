import type { FastifyInstance } from 'fastify'
import { isUuid } from '#contract/kit/uuid.ts'
import { fail } from '../dispatch/refusal.ts'
import { sessionToken } from './cookies.ts'
import type { FileRoutes } from './files-routes.ts'

/** How long a browser may show a photo again without asking: what is removed is gone everywhere within a minute. */
const CACHE_SECONDS = 50

export interface PhotoRoutes extends Pick<FileRoutes, 'hosts' | 'viewerOf' | 'limit'> {
  /** The bytes of a photo as WebP; null for whoever does not see it. */
  readonly open: (profileId: string, photoId: string, size: number) => Promise<Buffer | null>
}

/**
 * Photos on the site's host: they are encoded by the server, so they are no bytes of a stranger, and the address is worth
 * nothing without a session. Whether the viewer sees the photo is looked at each time; a browser keeps it for less than a minute.
 */
export function registerPhotos(app: FastifyInstance, { hosts, viewerOf, limit, open }: PhotoRoutes): void {
  app.get('/photos/:id/:size', async (request, reply) => {
    const { id, size } = request.params as { id: string; size: string }
    if (hosts.surfaceOf(request.headers.host) !== 'main') return fail('request.hostUnknown')
    const viewer = await viewerOf(sessionToken(request), 'main')
    if (viewer === null) return fail('session.required')
    await limit(viewer.sessionId)
    if (viewer.profileId === null || !isUuid(id) || !/^[1-9]\d{1,3}$/.test(size)) return fail('photo.unknown')
    const bytes = (await open(viewer.profileId, id, Number(size))) ?? fail('photo.unknown')
    const tag = `"${id}-${size}"`
    reply.header('cache-control', `private, max-age=${CACHE_SECONDS}`).header('vary', 'Cookie').header('etag', tag)
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    return reply
      .header('content-type', 'image/webp')
      .header('content-security-policy', "default-src 'none'")
      .send(bytes)
  })
}
