import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import { undoLink } from '#contract/connector/person-links.ts'
import { createSystemClock } from '../../platform/clock/clock.ts'
import { Refusal } from '../../platform/dispatch/refusal.ts'
import { createMessengerClient } from '../messenger/messenger-client.ts'
import type { SchoolOutside } from '../outside.ts'
import { createMessenger } from './messenger.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const reach = {
  organisationId: 'organisation',
  url: 'https://messenger.example',
  clientId: 'school',
  secret: 'secret',
  communityId: 'community',
}
const signIn = { nonce: 'nonce', verifier: 'verifier', redirectUri: 'https://school.example/linked' }
const GENUINE = { iss: 'https://messenger.example/id', aud: 'school', nonce: 'nonce' }

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
function idToken(claims: object, { key = privateKey, alg = 'RS256' } = {}): string {
  const signed = `${part({ alg, kid: 'one' })}.${part(claims)}`
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`
}

/** A messenger that answers by path; a number is a status with nothing behind it. */
function answering(answers: Readonly<Record<string, object | number>>) {
  const send = async (url: string) => {
    const answer = answers[new URL(url).pathname] ?? 404
    if (typeof answer === 'number') return new Response('', { status: answer })
    return answer instanceof Response ? answer : Response.json(answer)
  }
  return messengerWith(send)
}
const messengerWith = (send: SchoolOutside['send']) =>
  createMessenger({ send, client: createMessengerClient({ send, clock: createSystemClock() }) })
const signedInWith = (token: string, rest: object = {}) =>
  answering({
    '/id/token': { access_token: 'access', id_token: token },
    '/id/jwks': { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one' }] },
    '/id/me': { name: 'Соколова Марина' },
    ...rest,
  })
const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('whoever comes back is who has signed in for this very sign-in, as the messenger has signed', async () => {
  const told = await signedInWith(idToken(GENUINE)).takePerson(reach, 'code', signIn)
  assert.deepEqual(told, { token: 'access', name: 'Соколова Марина' })
  for (const token of [
    idToken({ ...GENUINE, nonce: 'another' }),
    idToken({ ...GENUINE, aud: 'another' }),
    idToken({ ...GENUINE, iss: 'https://another.example/id' }),
    idToken(GENUINE, { key: stranger.privateKey }),
    idToken(GENUINE, { alg: 'none' }),
    `${part({ alg: 'RS256', kid: 'one' })}.${part(GENUINE)}.`,
    'a.b.c',
    'no token',
  ]) {
    await assert.rejects(signedInWith(token).takePerson(reach, 'code', signIn), refusedWith('school.linkStale'), token)
  }
})

test('a messenger that is away, or knows the school no more, is told from a sign-in that is over', async () => {
  const input = { communityId: '01890a5d-ac96-774b-bcce-b302099a8057', personId: 'person' }
  const call = (answers: Record<string, object | number>) => answering(answers).call(reach, undoLink, input)
  const token = { access_token: 'own', expires_in: 600 }
  await assert.rejects(call({ '/id/token': 503 }), refusedWith('school.messengerAway'))
  await assert.rejects(call({ '/id/token': 429 }), refusedWith('school.messengerAway'))
  await assert.rejects(call({ '/id/token': 401 }), refusedWith('school.connectionRefused'))
  await assert.rejects(call({ '/id/token': { token_type: 'Bearer' } }), refusedWith('school.connectionRefused'))
  const away = messengerWith(() => Promise.reject(new TypeError('fetch failed')))
  await assert.rejects(away.call(reach, undoLink, input), refusedWith('school.messengerAway'))
  const undo = '/api/connector.links.undo'
  await assert.rejects(call({ '/id/token': token, [undo]: 404 }), refusedWith('school.connectionRefused'))
  await assert.rejects(call({ '/id/token': token, [undo]: 401 }), refusedWith('school.connectionRefused'))
  const problem = { code: 'connector.unknown', details: { what: 'organisation' } }
  const refused = await call({ '/id/token': token, [undo]: Response.json(problem, { status: 404 }) })
  assert.deepEqual(refused, { ok: false, ...problem })
  const done = await call({ '/id/token': token, [undo]: {} })
  assert.deepEqual(done, { ok: true, output: {} })
})

test('the browser is sent with a challenge, and neither with the verifier nor with the secret', () => {
  const url = new URL(answering({}).signInUrl(reach, { ...signIn, state: 'state' }))
  assert.equal(`${url.origin}${url.pathname}`, 'https://messenger.example/id/auth')
  assert.equal(url.searchParams.get('code_challenge'), 'iMnq5o6zALKXGivsnlom_0F5_WYda32GHkxlV7mq7hQ')
  assert.equal(url.searchParams.get('code_challenge_method'), 'S256')
  for (const hidden of ['verifier', 'secret']) assert.ok(![...url.searchParams.values()].includes(hidden))
})
