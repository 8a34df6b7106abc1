import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { fail, Refusal } from '../dispatch/refusal.ts'
import type { Surface, Viewer } from '../dispatch/viewer.ts'
import { sessionToken } from './cookies.ts'
import type { Hosts } from './hosts.ts'

interface OwnDataParts {
  readonly hosts: Hosts
  readonly isDraining: () => boolean
  viewerOf(token: string | null, surface: Surface): Promise<Viewer | null>
  /** The file for the session that has opened its address; null for everybody else. */
  open(viewer: Viewer, token: string): Promise<AsyncIterable<string> | null>
}

/** `GET /own-data/TOKEN`: the file in which somebody downloads what is kept of him, sent as fast as it is taken. */
export function registerOwnData(app: FastifyInstance, parts: OwnDataParts): void {
  app.get('/own-data/:token', async (request, reply) => {
    if (parts.hosts.surfaceOf(request.headers.host) !== 'main') return fail('request.hostUnknown')
    if (parts.isDraining()) throw new Refusal('service.draining', undefined, 2)
    const viewer = await parts.viewerOf(sessionToken(request), 'main')
    const { token } = request.params as { token: string }
    const file = viewer === null || viewer.lessonEndsAt !== undefined ? null : await parts.open(viewer, token)
    if (file === null) return fail('operation.unknown')
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="parta-data.json"')
      .type('application/json; charset=utf-8')
      .send(Readable.from(file, { objectMode: false }))
  })
}
