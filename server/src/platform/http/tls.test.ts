import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { newId } from '#testkit/client.ts'
import { createSelfSigned } from '#testkit/self-signed.ts'
import { createWorld } from '#testkit/world.ts'

interface Answer {
  status: number
  headers: Record<string, unknown>
  text: string
}

function ask(port: number, path: string, ca: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, ca, servername: 'localhost', headers }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    call.on('error', reject)
    call.end()
  })
}

test('the product speaks TLS with the certificate of the configuration and tells browsers to stay with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parta-tls-'))
  try {
    const { certificate, key } = createSelfSigned()
    await writeFile(join(folder, 'chain.pem'), certificate)
    await writeFile(join(folder, 'key.pem'), key)
    await using world = await createWorld({
      environment: {
        PARTA_TLS_CERTIFICATE: join(folder, 'chain.pem'),
        PARTA_TLS_KEY: join(folder, 'key.pem'),
      },
    })
    const { port } = world.app
    const page = await ask(port, '/readyz', certificate, { host: `localhost:${port}` })
    assert.deepEqual([page.status, page.text], [200, 'ready'])
    assert.match(String(page.headers['strict-transport-security']), /max-age=\d{7,}/)
    assert.equal(world.app.hosts.url('main'), `https://localhost:${port}`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('behind a proxy with TLS the public names are the hosts, and the inbox of codes does not exist', async () => {
  await using world = await createWorld({
    environment: {
      PARTA_PUBLIC_URL: 'https://parta.example',
      PARTA_OPERATOR_URL: 'https://console.example',
      PARTA_TRUSTED_PROXIES: '127.0.0.1',
      PARTA_SMS: 'http',
      PARTA_SMS_URL: 'http://127.0.0.1:9/never',
    },
  })
  const client = world.client()
  const call = (host: string, origin: string, path = '/api/signin.start') =>
    client.raw(path, {
      method: 'POST',
      headers: { host, origin, 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
      body: JSON.stringify({ phone: '+79000000077' }),
    })
  assert.equal((await call('parta.example', 'https://parta.example')).status, 200)
  assert.equal((await call('console.example', 'https://console.example')).status, 200)
  assert.equal((await call('parta.example', 'https://console.example')).status, 403)
  assert.equal((await call('parta.example', 'http://parta.example')).status, 403)
  assert.equal((await call('localhost', 'http://localhost')).status, 403)
  const file = async (host: string) =>
    JSON.parse((await client.raw(`/file/${newId()}?key=x`, { headers: { host } })).text).code
  assert.equal(await file('files.parta.example'), 'file.unknown')
  for (const host of ['parta.example', 'console.example', 'files.localhost']) {
    assert.equal(await file(host), 'request.hostUnknown', host)
  }
  const page = await client.raw('/dev/inbox.json', { headers: { host: 'parta.example' } })
  assert.ok(!page.text.includes('messages'), 'codes can be read at a public address')
})
