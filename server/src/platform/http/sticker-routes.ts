import type { FastifyInstance } from 'fastify'
import { isUuid } from '#contract/kit/uuid.ts'
import { fail } from '../dispatch/refusal.ts'
import { sessionToken } from './cookies.ts'
import type { FileRoutes } from './files-routes.ts'

/** A sticker never changes; who has seen it may keep it. */
const CACHE_SECONDS = 30 * 86_400

export interface StickerRoutes extends Pick<FileRoutes, 'hosts' | 'viewerOf' | 'limit'> {
  /** The picture of a sticker, `drafts` for an operator; null when there is none to see. */
  readonly open: (packId: string, id: string, drafts: boolean) => Promise<{ mediaType: string; bytes: Buffer } | null>
}

/** Stickers on both hosts, for whoever is signed in. They hold no bytes of a stranger: drawn anew, or cleaned. */
export function registerStickers(app: FastifyInstance, { hosts, viewerOf, limit, open }: StickerRoutes): void {
  app.get('/stickers/:packId/:id', async (request, reply) => {
    const { packId, id } = request.params as { packId: string; id: string }
    const surface = hosts.surfaceOf(request.headers.host)
    if (surface !== 'main' && surface !== 'operator') return fail('request.hostUnknown')
    const viewer = await viewerOf(sessionToken(request), surface)
    if (viewer === null) return fail('session.required')
    await limit(viewer.sessionId)
    if (!isUuid(packId) || !isUuid(id)) return fail('sticker.unknown')
    const drafts = surface === 'operator' && viewer.operator
    const { mediaType, bytes } = (await open(packId, id, drafts)) ?? fail('sticker.unknown')
    return reply
      .header('cache-control', `private, max-age=${CACHE_SECONDS}, immutable`)
      .header('vary', 'Cookie')
      .header('content-type', mediaType)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .send(bytes)
  })
}
