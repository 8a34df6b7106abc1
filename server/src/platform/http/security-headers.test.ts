import assert from 'node:assert/strict'
import { test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { registerSecurityHeaders } from './security-headers.ts'

async function connectionsOf(mediaUrl: string | null): Promise<string | undefined> {
  const app = Fastify() as unknown as FastifyInstance
  await registerSecurityHeaders(app, false, { filesUrl: () => 'http://files.localhost', mediaUrl })
  app.get('/', () => 'page')
  const policy = String((await app.inject('/')).headers['content-security-policy'])
  await app.close()
  return policy.split(';').find((rule) => rule.startsWith('connect-src'))
}

test('pages connect to our own site, and to the cluster that carries calls where there is one', async () => {
  assert.equal(await connectionsOf(null), "connect-src 'self'")
  assert.equal(
    await connectionsOf('wss://media.example:8443/x'),
    "connect-src 'self' wss://media.example:8443 https://media.example:8443",
  )
})
