import type { FastifyInstance } from 'fastify'
import type { Metrics } from '../log/metrics.ts'

/** `/healthz`: the process lives. `/readyz`: it can serve. `/metrics`: Prometheus, for loopback only. */
export function registerHealth(
  app: FastifyInstance,
  parts: { metrics: Metrics; isReady: () => Promise<boolean> },
): void {
  app.get('/healthz', async (_request, reply) => reply.type('text/plain').send('ok'))
  app.get('/readyz', async (_request, reply) => {
    const ready = await parts.isReady().catch(() => false)
    return reply
      .code(ready ? 200 : 503)
      .type('text/plain')
      .send(ready ? 'ready' : 'not ready')
  })
  app.get('/metrics', async (request, reply) => {
    const address = request.socket.remoteAddress ?? ''
    if (!/^(127\.|::1$|::ffff:127\.)/.test(address)) return reply.code(404).send('')
    return reply.type(parts.metrics.contentType).send(await parts.metrics.text())
  })
}
