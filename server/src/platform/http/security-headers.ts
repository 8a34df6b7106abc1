import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/** What pages may ask of a device. */
export const PERMISSIONS = 'camera=(self), microphone=(self), geolocation=(), payment=(), usb=()'

/**
 * Headers of every answer. `filesUrl` is the address of the host of files, from which films and sounds are played. There is no inline script and no inline style element anywhere in the product.
 */
export async function registerSecurityHeaders(
  app: FastifyInstance,
  secure: boolean,
  filesUrl: () => string,
): Promise<void> {
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'media-src': ["'self'", 'blob:', filesUrl],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        // Only what a page has made itself: the scan of an order in the operator's console.
        'frame-src': ['blob:'],
        'manifest-src': ["'self'"],
        'worker-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
        ...(secure ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', PERMISSIONS)
  })
}
