import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { allowWasm, registerSecurityHeaders } from './security-headers.ts'

async function rulesOf(mediaUrl: string | null, path: string): Promise<string[]> {
  const app = Fastify() as unknown as FastifyInstance
  await registerSecurityHeaders(app, false, { filesUrl: () => 'http://files.localhost', mediaUrl })
  app.get('/', () => 'page')
  app.get('/call', (_request, reply) => {
    allowWasm(reply)
    return reply.send('page')
  })
  const policy = String((await app.inject(path)).headers['content-security-policy'])
  await app.close()
  return policy.split(';')
}

const connectionsOf = async (mediaUrl: string | null) =>
  (await rulesOf(mediaUrl, '/')).find((rule) => rule.startsWith('connect-src'))

test('pages connect to our own site, and to the cluster that carries calls where there is one', async () => {
  assert.equal(await connectionsOf(null), "connect-src 'self'")
  assert.equal(
    await connectionsOf('wss://media.example:8443/x'),
    "connect-src 'self' wss://media.example:8443 https://media.example:8443",
  )
})

test('[CALL-15/policy] a page with calls may compile WebAssembly, and nothing else of its policy differs', async () => {
  const plain = await rulesOf(null, '/')
  const withCalls = await rulesOf(null, '/call')
  assert.deepEqual(
    plain.filter((rule) => !withCalls.includes(rule)),
    ["script-src 'self'"],
  )
  assert.deepEqual(
    withCalls.filter((rule) => !plain.includes(rule)),
    ["script-src 'self' 'wasm-unsafe-eval'"],
  )
})
