import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../dispatch/refusal.ts'
import { sessionToken } from './cookies.ts'
import type { Hosts } from './hosts.ts'
import { networkOf } from './network.ts'
import type { SendSigninPage } from './pages.ts'
import { PERMISSIONS } from './security-headers.ts'

export interface Visitor {
  request: IncomingMessage
  response: ServerResponse
  /** Value of our session cookie. */
  token: string | null
  language: 'ru' | 'en'
}

/** What whoever opens the page of an interaction gets: another address, a page that says what is wrong, or the page. */
export type Visit = { go: string } | { trouble: string } | { show: true }

/** The part of identity that speaks HTTP by itself. */
export interface OidcPages {
  /** Answers a request whose address begins below the issuer. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  visit(visitor: Visitor): Promise<Visit>
  /**
   * Counts one more request of a network.
   *
   * @throws Refusal `rate.limited`
   */
  readonly limit: (network: string) => Promise<void>
  readonly style: { path: string; text: string }
}

const ISSUER_PATH = '/id'
const GETS = [
  '/.well-known/openid-configuration',
  '/auth',
  '/auth/:uid',
  '/me',
  '/jwks',
  '/signout',
  '/signout/success',
]
const POSTS = ['/token', '/me', '/revoke', '/signout/confirm']
/** Where a system may send people by a link or by a form, as it likes. */
const LINKS_AND_FORMS = ['/auth', '/signout']
/** A form goes on as a link, and addresses longer than this are taken nowhere. */
const FORM_MAX_BYTES = 8_192

/** The addresses of OpenID Connect on the site's host; `sendPage` sends the page of the sign-in. */
export async function registerOidc(
  app: FastifyInstance,
  pages: OidcPages,
  hosts: Hosts,
  sendPage: SendSigninPage,
): Promise<void> {
  const check = (request: FastifyRequest) => {
    if (hosts.surfaceOf(request.headers.host) !== 'main') fail('request.hostUnknown')
    return pages.limit(networkOf(request.ip))
  }
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    await check(request)
    const { raw } = request
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value)
    }
    reply.raw.setHeader('permissions-policy', PERMISSIONS)
    reply.hijack()
    // The library makes its addresses of where it is mounted, not of what a proxy or a Host header says.
    Object.assign(raw, { baseUrl: `${hosts.url('main')}${ISSUER_PATH}`, url: raw.url!.slice(ISSUER_PATH.length) })
    await pages.handle(raw, reply.raw)
  }
  await app.register(async (scope) => {
    // The library reads bodies by itself.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    for (const path of GETS) scope.get(`${ISSUER_PATH}${path}`, handle)
    for (const path of POSTS) scope.post(`${ISSUER_PATH}${path}`, handle)
  })
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    )
    for (const path of LINKS_AND_FORMS) {
      scope.post(`${ISSUER_PATH}${path}`, { bodyLimit: FORM_MAX_BYTES }, async (request, reply) => {
        await check(request)
        // Browsers keep our cookies back from a form of another site. The link that it becomes brings them, so whoever is signed in is known.
        const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '')
        return reply.header('cache-control', 'no-store').redirect(`${ISSUER_PATH}${path}?${form}`, 303)
      })
    }
  })
  app.get(pages.style.path, (_request, reply) => reply.type('text/css; charset=utf-8').send(pages.style.text))
  app.get('/id/interaction/:uid', async (request, reply) => {
    await check(request)
    reply.header('cache-control', 'no-store')
    const language = /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'ru'
    const visit = await pages.visit({
      request: request.raw,
      response: reply.raw,
      token: sessionToken(request),
      language,
    })
    if ('go' in visit) return reply.redirect(visit.go, 303)
    if ('trouble' in visit) return reply.code(400).type('text/html; charset=utf-8').send(visit.trouble)
    return sendPage(reply)
  })
}
