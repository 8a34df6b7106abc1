import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** What pages may ask of a device. */
export const PERMISSIONS = 'camera=(self), microphone=(self), geolocation=(), payment=(), usb=()'

interface Addresses {
  /** Of the host of files, from which films and sounds are played. */
  filesUrl: () => string
  /** Where pages find the media server of calls, as ws(s); null when it is behind our own site. */
  mediaUrl: string | null
}

/** Headers of every answer. There is no inline script and no inline style element anywhere in the product. */
export async function registerSecurityHeaders(
  app: FastifyInstance,
  secure: boolean,
  { filesUrl, mediaUrl }: Addresses,
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
        'connect-src': ["'self'", ...signalsOf(mediaUrl)],
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

/**
 * Lets a page compile programs of WebAssembly. Pages with calls take noise out of a voice by one, which comes from our own
 * host as scripts do; text is no more compiled to a script than before, which would be `'unsafe-eval'`.
 */
export function allowWasm(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy'))
  reply.header('content-security-policy', policy.replace(/script-src [^;]*/, "$& 'wasm-unsafe-eval'"))
}

/** Signals of a cluster, and the question why it has refused a token, which its clients ask over http. */
function signalsOf(mediaUrl: string | null): string[] {
  if (mediaUrl === null) return []
  const { protocol, host } = new URL(mediaUrl)
  return [`${protocol}//${host}`, `${protocol.replace('ws', 'http')}//${host}`]
}
