import type { FastifyInstance } from 'fastify'
import { isUuid } from '#contract/kit/uuid.ts'
import { fail } from '../dispatch/refusal.ts'
import { sessionToken } from './cookies.ts'
import type { FileRoutes } from './files-routes.ts'

export interface OrderRoutes extends Pick<FileRoutes, 'hosts' | 'viewerOf' | 'limit'> {
  /** The bytes of a scan; null when there is none. */
  readonly open: (fileId: string) => Promise<{ bytes: Buffer } | null>
}

/**
 * Scans of orders on the operator's host (ORG-02), for operators alone. They come as bytes that are no page, whatever they
 * are: the console asks for them and shows them as what the server has found them to be.
 */
export function registerOrders(app: FastifyInstance, { hosts, viewerOf, limit, open }: OrderRoutes): void {
  app.get('/order/:id', async (request, reply) => {
    const { id } = request.params as { id: string }
    if (hosts.surfaceOf(request.headers.host) !== 'operator') return fail('request.hostUnknown')
    const viewer = await viewerOf(sessionToken(request), 'operator')
    if (viewer === null) return fail('session.required')
    await limit(viewer.sessionId)
    if (!viewer.operator) return fail('operator.required')
    const scan = (isUuid(id) ? await open(id) : null) ?? fail('file.unknown')
    return reply
      .header('content-type', 'application/octet-stream')
      .header('content-disposition', 'attachment')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, no-store')
      .send(scan.bytes)
  })
}
