import type { FastifyInstance } from 'fastify'
import { Refusal } from '../dispatch/refusal.ts'
import { networkOf } from './network.ts'

interface NoticeParts {
  /** Takes a notice with its signature; false of one that is nobody's. */
  readonly receive: (signature: string, body: string) => Promise<boolean>
  /**
   * Counts one more request of a network.
   *
   * @throws Refusal `rate.limited`
   */
  readonly limit: (network: string) => Promise<void>
  readonly isDraining: () => boolean
}

export const NOTICES_PATH = '/school/notices'
const NOTICE_BYTES_MAX = 8_192

/**
 * `POST /school/notices`: where the electronic school hears what the messenger tells it. It answers on every host, also an
 * inner address: no session is looked at, and the signature alone says who speaks.
 */
export async function registerNotices(
  app: FastifyInstance,
  { receive, limit, isDraining }: NoticeParts,
): Promise<void> {
  await app.register(async (scope) => {
    // A signature is over the body as it came.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    scope.post(NOTICES_PATH, { bodyLimit: NOTICE_BYTES_MAX }, async (request, reply) => {
      if (isDraining()) throw new Refusal('service.draining', undefined, 2)
      await limit(networkOf(request.ip))
      const signature = request.headers['parta-signature']
      const body = typeof request.body === 'string' ? request.body : ''
      const isTaken = typeof signature === 'string' && (await receive(signature, body))
      return reply
        .code(isTaken ? 204 : 403)
        .header('cache-control', 'no-store')
        .send()
    })
  })
}
