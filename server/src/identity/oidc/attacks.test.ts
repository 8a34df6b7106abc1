import assert from 'node:assert/strict'
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import { createLog } from '#server/platform/log/log.ts'
import { agree, browse, createOutsideSystem, type OutsideSystem } from '#testkit/oidc-client.ts'
import { newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { createSeededRandom } from '#testkit/simulation/seeded-random.ts'
import { createWorld, type World } from '#testkit/world.ts'

const ABOUT = { surname: 'Прозоровская', name: 'Ариадна', patronymic: 'Вячеславовна', birthDate: '2009-07-23' }

const lines: string[] = []
let world: World
let diary: OutsideSystem
let person: Person
before(async () => {
  world = await createWorld({ log: createLog('debug', (line) => lines.push(line)) })
  diary = await createOutsideSystem(world)
  person = await signIn(world, newPhone(), ABOUT)
})
after(async () => {
  await diary[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const tokensOf = async (someone: Person, scope = 'openid profile') => {
  const asked = await diary.ask(scope)
  return diary.take(asked, await agree(someone.client, asked))
}

const MUTATIONS_MIN = 500

/** Addresses that somebody hopes are taken for the registered one. */
function* redirectMutations(uri: string): Generator<string> {
  const url = new URL(uri)
  const { host, hostname, port, origin } = url
  yield* ['', ' ', '/', 'callback', '//evil.example', 'https://evil.example/callback', `javascript:alert(1)//${host}`]
  yield* [`data:text/html,${uri}`, `${uri}/`, `${uri}/..`, `${uri}/../callback`, `${uri}//`, `${uri}?`, `${uri}?a=1`]
  yield* [`${uri}#`, `${uri}#x`, `${uri}%00`, `${uri}%0d%0aX: y`, `${uri}%20`, `${uri};x`, `${uri}.evil.example`]
  yield* [`https://${host}/callback`, `ftp://${host}/callback`, `HTTP://${host}/callback`, `http:/${host}/callback`]
  yield* [
    `http://${host}/Callback`,
    `http://${host}/%63allback`,
    `http://${host}/call%62ack`,
    `http://${host}\\callback`,
  ]
  yield* [`http://evil.example@${host}/callback`, `http://${host}@evil.example/callback`, `http://${hostname}/callback`]
  yield* [
    `http://${hostname}:${Number(port) + 1}/callback`,
    `http://${hostname}:0${port}/callback`,
    `http://localhost:${port}/callback`,
  ]
  yield* [`http://127.1:${port}/callback`, `http://2130706433:${port}/callback`, `http://[::1]:${port}/callback`]
  yield* [`http://${host}.evil.example/callback`, `http://${host}%2eevil.example/callback`, `${origin}/callback/%2e%2e`]
  yield* [`${origin}/gone`, `${origin}/backchannel`, `${origin}`, `${origin}/./callback`, `${origin}/x/../callback`]
  const random = createSeededRandom(18)
  const letters = 'abcxyz019/.:?#@%\\&=+-_~ \t*йё'
  for (;;) {
    const at = random.below(uri.length + 1)
    const letter = letters[random.below(letters.length)]!
    const kind = random.below(3)
    const rest = uri.slice(at)
    const mutated =
      uri.slice(0, at) + (kind === 0 ? letter + rest : kind === 1 ? letter + rest.slice(1) : rest.slice(1))
    if (mutated !== uri) yield mutated
  }
}

test('[IDN-01/redirects] oidcc-ensure-registered-redirect-uri: 500 mutations of the address lead nowhere', async () => {
  const seen = new Set<string>()
  for (const mutated of redirectMutations(diary.redirectUri)) {
    if (seen.size >= MUTATIONS_MIN) break
    if (seen.has(mutated)) continue
    seen.add(mutated)
    const asked = await diary.ask('openid', { redirect_uri: mutated })
    const answer = await person.client.raw(`${asked.url.pathname}${asked.url.search}`, {
      headers: { accept: 'text/html' },
    })
    assert.equal(answer.status, 400, `${JSON.stringify(mutated)} got ${answer.status}`)
    assert.equal(answer.headers.location, undefined)
    assert.ok(!answer.text.includes('evil.example'))
  }
  assert.equal(seen.size, MUTATIONS_MIN)
  const missing = await diary.ask('openid')
  missing.url.searchParams.delete('redirect_uri')
  assert.equal((await browse(person.client, missing.url)).status, 400)
  // The same browser with the registered address is let through, so what refused was the address.
  assert.ok((await agree(person.client, await diary.ask('openid'))).searchParams.get('code'))
})

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Tokens made of a true one in the ways of forgers. */
function forgeries(token: string): Record<string, string> {
  const [head, body, signature] = token.split('.') as [string, string, string]
  const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, unknown>
  const payload = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const sign = (changed: object, more: object = {}) => {
    const text = `${part({ ...header, ...changed })}.${part({ ...payload, ...more })}`
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`
  }
  const hmac = (key: string) => {
    const text = `${part({ ...header, alg: 'HS256' })}.${body}`
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
  }
  const kept = (changed: object) => `${head}.${part({ ...payload, ...changed })}.${signature}`
  return {
    'alg none without a signature': `${part({ ...header, alg: 'none' })}.${body}.`,
    'alg None': `${part({ ...header, alg: 'None' })}.${body}.`,
    'alg HS256 with the secret of the client': hmac(diary.secret),
    'alg HS256 with the public key': hmac(publicKey.export({ format: 'pem', type: 'spki' }).toString()),
    'alg RS512 over the old signature': `${part({ ...header, alg: 'RS512' })}.${body}.${signature}`,
    'the signature is missing': `${head}.${body}.`,
    'the signature is another': `${head}.${body}.${signature.slice(0, -8)}AAAAAAAA`,
    'a foreign key under our kid': sign({}),
    'an unknown kid': sign({ kid: 'unknown' }),
    'a key in the header': sign({ jwk: publicKey.export({ format: 'jwk' }), kid: undefined }),
    'an address of keys in the header': sign({ jku: 'https://evil.example/jwks' }),
    'another iss': kept({ iss: 'https://evil.example' }),
    'another aud': kept({ aud: 'somebody-else' }),
    'another sub': kept({ sub: 'somebody-else' }),
    'a later exp': kept({ exp: 4_102_444_800 }),
    'a later iat': kept({ iat: 4_102_444_800 }),
    'a later nbf': sign({}, { nbf: 4_102_444_800 }),
    'another typ': sign({ typ: 'at+jwt' }),
    'no token at all': 'x.y.z',
  }
}

test('[IDN-01/forgeries] a token that is changed anywhere is neither a hint nor an access', async () => {
  const tokens = await tokensOf(person)
  const idToken = tokens.id_token!
  for (const [what, forged] of Object.entries(forgeries(idToken))) {
    const asked = await diary.ask('openid', { id_token_hint: forged, prompt: 'none' })
    const { url, status } = await browse(person.client, asked.url)
    assert.equal(url.searchParams.get('code'), null, `${what} was taken for a hint (${status})`)
    const out = `/id/signout?${new URLSearchParams({ id_token_hint: forged, post_logout_redirect_uri: diary.goneUri })}`
    const gone = await person.client.raw(out, { headers: { accept: 'text/html' } })
    assert.ok(gone.status === 400 || !gone.text.includes(diary.goneUri), `${what} signs out`)
    const info = await world.client().raw('/id/me', { headers: { authorization: `Bearer ${forged}` } })
    assert.ok(info.status === 401 || info.status === 400, `${what} opens userinfo: ${info.status}`)
  }
  // What is not changed is taken for a hint, and even then gives no access to anything.
  const honest = await diary.ask('openid', { id_token_hint: idToken, prompt: 'none' })
  assert.ok((await browse(person.client, honest.url)).url.searchParams.get('code'))
  const mixed = await world.client().raw('/id/me', { headers: { authorization: `Bearer ${idToken}` } })
  assert.equal(mixed.status, 401)
})

test('[IDN-01/refresh] oidcc-refresh-token: each is worth one exchange, and reuse ends the whole family', async () => {
  const first = await tokensOf(person)
  const second = await openid.refreshTokenGrant(diary.config, first.refresh_token!)
  assert.notEqual(second.refresh_token, first.refresh_token)
  const third = await openid.refreshTokenGrant(diary.config, second.refresh_token!)
  await assert.rejects(openid.refreshTokenGrant(diary.config, first.refresh_token!), { error: 'invalid_grant' })
  await assert.rejects(openid.refreshTokenGrant(diary.config, third.refresh_token!), { error: 'invalid_grant' })
  for (const { access_token } of [first, second, third]) {
    await assert.rejects(openid.fetchUserInfo(diary.config, access_token, openid.skipSubjectCheck))
  }
})

test('[IDN-01/refresh-race] a refresh token that two hold at once serves at most one of them', async () => {
  for (let i = 0; i < 5; i += 1) {
    const { refresh_token } = await tokensOf(person)
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => openid.refreshTokenGrant(diary.config, refresh_token!)),
    )
    assert.ok(outcomes.filter(({ status }) => status === 'fulfilled').length <= 1)
  }
})

test('[IDN-01/foreign-client] what one client holds is worth nothing at another', async () => {
  await using other = await createOutsideSystem(world)
  const tokens = await tokensOf(person)
  await assert.rejects(openid.refreshTokenGrant(other.config, tokens.refresh_token!), { error: 'invalid_grant' })
  const asked = await diary.ask('openid')
  const answer = await agree(person.client, asked)
  await assert.rejects(other.take(asked, answer), { error: 'invalid_grant' })
})

test('[IDN-01/gone] who is locked out by a lost profile or an ended session gets nothing by refresh', async () => {
  const leaver = await signIn(world, newPhone(), { surname: 'Ушедший', name: 'Иван' })
  const tokens = await tokensOf(leaver)
  await world.database.query('update identity.profile set gone = true where id = $1', [leaver.profileId])
  await assert.rejects(openid.refreshTokenGrant(diary.config, tokens.refresh_token!), { error: 'invalid_grant' })
  await assert.rejects(openid.fetchUserInfo(diary.config, tokens.access_token, openid.skipSubjectCheck))
  const gone = await browse(leaver.client, (await diary.ask('openid profile')).url)
  assert.equal(gone.url.pathname, '/id', 'the sign-in lets him make a profile')
  const out = await signIn(world, newPhone(), { surname: 'Вышедший', name: 'Иван' })
  const held = await tokensOf(out)
  await out.client.call('sessions.signOut', {})
  await assert.rejects(openid.refreshTokenGrant(diary.config, held.refresh_token!), { error: 'invalid_grant' })
  await assert.rejects(openid.fetchUserInfo(diary.config, held.access_token, openid.skipSubjectCheck))
})

test('[IDN-01/shared-browser] two people in one browser never get tokens of each other', async () => {
  const browser = world.client()
  const anna = await signIn(world, newPhone(), { surname: 'Первая', name: 'Анна' }, browser)
  const asked = await diary.ask('openid profile')
  const annaSub = (await diary.take(asked, await agree(browser, asked))).claims()!.sub
  const begun = await diary.ask('openid profile', { prompt: 'login' })
  const waiting = await browse(browser, begun.url)
  // Anna leaves, at times without signing out, and Boris signs in while her request still waits.
  for (const leaves of [true, false]) {
    if (leaves) await browser.call('sessions.signOut', {})
    const boris = await signIn(world, newPhone(), { surname: 'Второй', name: 'Борис' }, browser)
    assert.notEqual(boris.profileId, anna.profileId)
    const silent = await diary.ask('openid', { prompt: 'none' })
    const { url } = await browse(browser, silent.url)
    assert.equal(url.searchParams.get('error'), 'consent_required', 'nothing of Anna is left')
    const own = await diary.ask('openid profile')
    const tokens = await diary.take(own, await agree(browser, own))
    assert.notEqual(tokens.claims()!.sub, annaSub)
    const told = await openid.fetchUserInfo(diary.config, tokens.access_token, tokens.claims()!.sub)
    assert.equal(told.family_name, 'Второй')
  }
  const late = await browse(browser, waiting.url.searchParams.get('next')!)
  const came = late.interaction === null ? late.url : null
  if (came?.searchParams.get('code') != null) {
    const tokens = await diary.take(begun, came)
    assert.notEqual(tokens.claims()!.sub, annaSub)
  }
})

test('[IDN-01/foreign-interaction] the address of an interaction is worth nothing in another browser', async () => {
  const attacker = await signIn(world, newPhone(), { surname: 'Чужой', name: 'Олег' })
  const asked = await diary.ask('openid profile')
  const { interaction } = await browse(attacker.client, asked.url)
  const id = interaction!
  const opened = await browse(person.client, `/id/interaction/${id}`)
  assert.equal(opened.status, 400)
  for (const operation of ['oidc.interaction', 'oidc.confirm', 'oidc.cancel'] as const) {
    await person.client.refused(operation, { id }, 'oidc.interactionEnded')
  }
  await attacker.client.refused('oidc.chooseProfile', { id, profileId: person.profileId }, 'oidc.profileUnknown')
  const resumed = await browse(person.client, `/id/auth/${id}`)
  assert.equal(resumed.status, 400)
})

test('[IDN-01/pages] late, repeated and wrong steps end in a page with a sentence and a way on', async () => {
  const asked = await diary.ask('openid profile')
  const { interaction } = await browse(person.client, asked.url)
  assert.equal(interaction, null, 'everything was agreed to before')
  const unknown = new URL(asked.url)
  unknown.searchParams.set('client_id', 'nobody')
  const wrong = [
    '/id/interaction/unknown-number',
    '/id/auth/unknown-number',
    `${unknown.pathname}${unknown.search}`,
    '/id/auth',
  ]
  for (const path of wrong) {
    for (const [language, sentence] of [
      ['ru', 'начните вход'],
      ['en', 'begin the sign-in'],
    ] as const) {
      const headers = { accept: 'text/html', 'accept-language': language }
      const answer = await person.client.raw(path, { headers })
      assert.equal(answer.status, 400, path)
      assert.ok(answer.text.includes(sentence) && answer.text.includes('href="/"'), path)
      assert.ok(!/\bat .*\.js|Error|node_modules|<style|<script/.test(answer.text), path)
    }
  }
})

test('[IDN-01/quiet] no line of the log holds a person, a token or a secret', async () => {
  const tokens = await tokensOf(person, 'openid profile birthdate')
  await openid.fetchUserInfo(diary.config, tokens.access_token, tokens.claims()!.sub)
  await browse(
    person.client,
    (await diary.ask('openid', { login_hint: person.phone, redirect_uri: 'https://x.example' })).url,
  )
  world.app.platform.log.warn({}, 'test.control')
  const log = lines.join('\n')
  assert.ok(log.includes('test.control'), 'the log is not the one that is looked at')
  const secrets = [ABOUT.surname, ABOUT.birthDate, person.phone, person.phone.slice(1), tokens.access_token]
  for (const secret of [...secrets, tokens.id_token!, tokens.refresh_token!, diary.secret])
    assert.ok(!log.includes(secret))
  const operator = await signInOperator(world)
  assert.ok(!JSON.stringify(await operator.call('oidcClients.list', {})).includes(diary.secret))
})

test('[IDN-01/flood] one network that knocks without end is told to wait', async () => {
  await using narrow = await createWorld({ limitFactor: 0.01 })
  const answers = []
  for (let i = 0; i < 20; i += 1) answers.push((await narrow.client().raw('/id/jwks')).status)
  assert.equal(answers[0], 200)
  assert.equal(answers.at(-1), 429)
})
