import { readFileSync } from 'node:fs'
import fastifyCookie from '@fastify/cookie'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Config } from '../config/config.ts'
import { fail } from '../dispatch/refusal.ts'
import type { Log } from '../log/log.ts'
import { sendProblem } from './api-routes.ts'
import type { Hosts } from './hosts.ts'
import { trustedProxies } from './network.ts'
import { registerSecurityHeaders } from './security-headers.ts'

const REQUEST_TIMEOUT_MS = 60_000

/** Creates the HTTP server of one process: TLS when the configuration names a certificate, plain behind a proxy. */
export async function createHttpServer(
  config: Config,
  log: Log,
  newId: () => string,
  hosts: Hosts,
): Promise<FastifyInstance> {
  const https =
    config.tlsCertificate === ''
      ? null
      : { cert: readFileSync(config.tlsCertificate), key: readFileSync(config.tlsKey) }
  const proxies = trustedProxies(config.trustedProxies)
  const app = Fastify({
    ...(https === null ? {} : { https }),
    logger: false,
    genReqId: newId,
    requestIdHeader: false,
    trustProxy: proxies.length > 0 ? proxies : false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: true,
    onProtoPoisoning: 'error',
  }) as unknown as FastifyInstance
  await app.register(fastifyCookie)
  await registerSecurityHeaders(app, config.publicUrl !== '' || https !== null, {
    filesUrl: hosts.filesUrl,
    mediaUrl: config.mediaServer === 'cluster' ? config.mediaUrl : null,
  })
  app.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode
    if (status === undefined || status >= 500) {
      if ((error as Error).name !== 'Refusal') log.error({ error, requestId: request.id }, 'http.failed')
    }
    return sendProblem(error, request, reply)
  })
  app.setNotFoundHandler(() => fail('operation.unknown'))
  return app
}
