import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fail } from '../dispatch/refusal.ts'
import type { Surface } from '../dispatch/viewer.ts'
import type { Hosts } from './hosts.ts'
import { allowWasm } from './security-headers.ts'

export const WEB_DIST = new URL('../../../../web/dist/', import.meta.url)

type Page = 'signin' | 'app' | 'ops' | 'school' | 'guest'

/** Pages in which one can be in a call. */
const WITH_CALLS: ReadonlySet<Page> = new Set(['app', 'guest'])

/** Sends the page of the sign-in. */
export type SendSigninPage = (reply: FastifyReply) => FastifyReply

/** Serves the built web on the surfaces that this process answers on: hashed assets for ever, pages by host and path, the service worker under its scope. */
export async function registerPages(
  app: FastifyInstance,
  hosts: Hosts,
  { dist, answers }: { dist: string; answers: (surface: Surface) => boolean },
): Promise<SendSigninPage> {
  const pages = await readPages(dist)
  await app.register(fastifyStatic, {
    root: join(dist, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
    preCompressed: true,
  })
  app.get('/im/sw.js', (_request, reply) => sendWorker(dist, reply))
  app.get('/manifest.webmanifest', (_request, reply) =>
    reply.sendFile('manifest.webmanifest', dist, { immutable: false, maxAge: 0 }),
  )
  app.get('/*', (request, reply) => {
    const surface = hosts.surfaceOf(request.headers.host)
    if (surface === null || !answers(surface)) return fail('request.hostUnknown')
    if (request.url.startsWith('/api/') || request.url.startsWith('/assets/')) return fail('operation.unknown')
    return sendPage(pages, pageOf(request, surface), reply)
  })
  return (reply) => sendPage(pages, 'signin', reply)
}

function pageOf(request: FastifyRequest, surface: Surface): Page {
  if (surface === 'school') return 'school'
  const path = request.url.split('?')[0]!
  if (path === '/id' || path.startsWith('/id/')) return 'signin'
  if (surface === 'operator') return 'ops'
  // The link of a call: whoever comes by it may have no account, and needs nothing else of the app.
  return path.startsWith('/call/') ? 'guest' : 'app'
}

async function readPages(dist: string): Promise<ReadonlyMap<Page, string>> {
  const names: readonly Page[] = ['signin', 'app', 'ops', 'school', 'guest']
  const found = await Promise.all(
    names.map(async (name) => [name, await readFile(join(dist, `${name}.html`), 'utf8').catch(() => '')] as const),
  )
  return new Map(found)
}

function sendPage(pages: ReadonlyMap<Page, string>, page: Page, reply: FastifyReply): FastifyReply {
  if (WITH_CALLS.has(page)) allowWasm(reply)
  const html = pages.get(page) ?? ''
  if (html === '') return reply.code(503).type('text/plain; charset=utf-8').send('The web bundle has not been built.')
  return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(html)
}

async function sendWorker(dist: string, reply: FastifyReply): Promise<FastifyReply> {
  const script = await readFile(join(dist, 'im', 'sw.js'), 'utf8').catch(() => null)
  if (script === null) return fail('operation.unknown')
  return reply
    .header('cache-control', 'no-cache')
    .header('service-worker-allowed', '/im')
    .type('text/javascript; charset=utf-8')
    .send(script)
}
