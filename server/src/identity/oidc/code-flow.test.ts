import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import { type Cast, createCast } from '#testkit/cast.ts'
import { agree, browse, createOutsideSystem, issuerOf, type OutsideSystem } from '#testkit/oidc-client.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { ROLES_CLAIM } from './claims.ts'

const EVERYTHING = 'openid profile birthdate roles'

let world: World
let cast: Cast
let diary: OutsideSystem
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  diary = await createOutsideSystem(world, { operator: cast.operator })
})
after(async () => {
  await diary[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const somebody = () => signIn(world, newPhone(), { surname: 'Лукина', name: 'Ольга', patronymic: 'Петровна' })

test('[IDN-01/discovery] oidcc-discovery: the document says what is there, and keys are public ones', async () => {
  const metadata = diary.config.serverMetadata()
  assert.equal(metadata.issuer, issuerOf(world).href)
  assert.deepEqual(metadata.code_challenge_methods_supported, ['S256'])
  assert.deepEqual(metadata.response_types_supported, ['code'])
  assert.deepEqual(metadata.subject_types_supported, ['pairwise'])
  assert.deepEqual(metadata.id_token_signing_alg_values_supported, ['RS256'])
  assert.equal(metadata.backchannel_logout_supported, true)
  assert.equal(metadata.registration_endpoint, undefined)
  const answer = await world.client().raw('/id/jwks')
  const { keys } = JSON.parse(answer.text) as { keys: Record<string, string>[] }
  assert.equal(keys.length, 1)
  for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi']) assert.ok(!(secret in keys[0]!), secret)
})

test('[IDN-01/proxy] behind a proxy without TLS of its own every address is the public one', async () => {
  await using real = await createWorld({
    environment: {
      PARTA_PUBLIC_URL: 'https://parta.example',
      PARTA_SMS: 'http',
      PARTA_SMS_URL: 'https://sms.example/send',
    },
  })
  const headers = { host: 'parta.example', 'x-forwarded-proto': 'http', 'x-forwarded-host': 'evil.example' }
  const answer = await real.client().raw('/id/.well-known/openid-configuration', { headers })
  const metadata = JSON.parse(answer.text) as Record<string, unknown>
  const addresses = Object.entries(metadata).filter(([name]) => /^issuer$|_endpoint$|_uri$/.test(name))
  assert.ok(addresses.length >= 6)
  for (const [name, address] of addresses) assert.match(String(address), /^https:\/\/parta\.example\/id/, name)
  const foreign = await real.client().raw('/id/.well-known/openid-configuration', { headers: { host: 'evil.example' } })
  assert.notEqual(foreign.status, 200)
})

test('[IDN-01/code] oidcc-server, oidcc-userinfo-get: code and PKCE give tokens with the claims of the scopes', async () => {
  const { teacher } = cast
  const asked = await diary.ask(EVERYTHING)
  const answer = await agree(teacher.client, asked)
  assert.equal(answer.searchParams.get('state'), asked.state)
  const tokens = await diary.take(asked, answer)
  const idClaims = tokens.claims()!
  assert.equal(idClaims.nonce, asked.nonce)
  assert.ok(idClaims.sid)
  assert.equal(idClaims.family_name, undefined, 'the token itself carries no person')
  const told = await openid.fetchUserInfo(diary.config, tokens.access_token, idClaims.sub)
  const { surname, name, patronymic, birthDate } = teacher.about
  assert.equal(told.family_name, surname)
  assert.equal(told.given_name, name)
  assert.equal(told.middle_name ?? '', patronymic)
  assert.equal(told.birthdate, birthDate)
  const roles = told[ROLES_CLAIM] as { id: string; roles: string[] }[]
  assert.ok(roles.some((each) => each.id === cast.school.communityId && each.roles.length > 0))
  assert.ok(![teacher.profileId, teacher.phone].some((kept) => JSON.stringify(told).includes(kept)))
})

test('[IDN-01/scopes] oidcc-scope-profile: what a scope does not name does not leave, and what a client may not have is refused', async () => {
  const person = await somebody()
  const asked = await diary.ask('openid birthdate')
  const tokens = await diary.take(asked, await agree(person.client, asked))
  const told = await openid.fetchUserInfo(diary.config, tokens.access_token, tokens.claims()!.sub)
  assert.deepEqual(Object.keys(told).sort(), ['birthdate', 'sub'])
  await using poor = await createOutsideSystem(world, { operator: cast.operator, scopes: [] })
  const arrival = await browse(person.client, (await poor.ask('openid profile')).url)
  assert.equal(arrival.url.searchParams.get('error'), 'invalid_scope')
})

test('[IDN-01/pairwise] two clients know one person by two names, and one client always by the same', async () => {
  await using other = await createOutsideSystem(world, { operator: cast.operator })
  const person = await somebody()
  const subjects = []
  for (const system of [diary, diary, other]) {
    const asked = await system.ask('openid')
    subjects.push((await system.take(asked, await agree(person.client, asked))).claims()!.sub)
  }
  assert.equal(subjects[0], subjects[1])
  assert.notEqual(subjects[0], subjects[2])
})

test('[IDN-01/signin] whoever is not signed in goes through the sign-in and comes back with a code', async () => {
  const browser = world.client()
  const asked = await diary.ask('openid profile')
  const before = await browse(browser, asked.url)
  assert.equal(before.url.pathname, '/id')
  const next = before.url.searchParams.get('next')!
  assert.match(next, /^\/id\/interaction\//)
  await signIn(world, newPhone(), { surname: 'Новиков', name: 'Пётр' }, browser)
  const page = await browse(browser, next)
  const shown = await browser.call('oidc.interaction', { id: page.interaction! })
  assert.equal(shown.disclosure?.surname, 'Новиков')
  const { to } = await browser.call('oidc.confirm', { id: page.interaction! })
  const tokens = await diary.take(asked, (await browse(browser, to)).url)
  assert.ok(tokens.access_token)
})

test('[IDN-01/prompt-none] oidcc-prompt-none-not-logged-in, oidcc-prompt-none-logged-in', async () => {
  const nobody = await browse(world.client(), (await diary.ask('openid', { prompt: 'none' })).url)
  assert.equal(nobody.url.searchParams.get('error'), 'login_required')
  const person = await somebody()
  const early = await browse(person.client, (await diary.ask('openid', { prompt: 'none' })).url)
  assert.equal(early.url.searchParams.get('error'), 'consent_required')
  await agree(person.client, await diary.ask('openid'))
  const silent = await diary.ask('openid', { prompt: 'none' })
  const arrival = await browse(person.client, silent.url)
  assert.ok((await diary.take(silent, arrival.url)).access_token)
})

test('[IDN-01/prompt-login] oidcc-prompt-login, oidcc-max-age-1, oidcc-max-age-10000', async () => {
  const person = await somebody()
  const first = await diary.ask('openid')
  const began = (await diary.take(first, await agree(person.client, first))).claims()!
  const old = await diary.ask('openid', { max_age: '10000' })
  const relaxed = await diary.take(old, await agree(person.client, old), { maxAge: 10_000 })
  assert.equal(typeof relaxed.claims()!.auth_time, 'number')
  for (const strict of [{ prompt: 'login' }, { max_age: '0' }] as Record<string, string>[]) {
    const asked = await diary.ask('openid', strict)
    const arrival = await browse(person.client, asked.url)
    assert.equal(arrival.url.pathname, '/id', 'a session from before does not do')
    const next = arrival.url.searchParams.get('next')!
    world.clock.advance(120_000)
    await signIn(world, person.phone, person.about, person.client)
    const back = await browse(person.client, next)
    const tokens = await diary.take(asked, back.url)
    assert.ok(tokens.claims()!.sub === began.sub)
  }
})

test('[IDN-01/hints] oidcc-login-hint, oidcc-ui-locales, oidcc-unknown-parameter, oidcc-display-page change nothing', async () => {
  const person = await somebody()
  const extra = { login_hint: person.phone, ui_locales: 'se', display: 'page', extra: 'foobar', claims_locales: 'se' }
  const asked = await diary.ask('openid', extra)
  assert.ok((await diary.take(asked, await agree(person.client, asked))).access_token)
})

test('[IDN-01/code-once] oidcc-codereuse: a code is worth one exchange, and a second one ends what the first gave', async () => {
  const person = await somebody()
  const asked = await diary.ask('openid')
  const answer = await agree(person.client, asked)
  const tokens = await diary.take(asked, answer)
  await assert.rejects(diary.take(asked, answer), { error: 'invalid_grant' })
  await assert.rejects(openid.fetchUserInfo(diary.config, tokens.access_token, tokens.claims()!.sub))
})

test('[IDN-01/code-race] of two exchanges at the same moment at most one succeeds', async () => {
  const person = await somebody()
  for (let i = 0; i < 5; i += 1) {
    const asked = await diary.ask('openid')
    const answer = await agree(person.client, asked)
    const outcomes = await Promise.allSettled([diary.take(asked, answer), diary.take(asked, answer)])
    assert.ok(outcomes.filter(({ status }) => status === 'fulfilled').length <= 1)
  }
})

test('[IDN-01/pkce] without a challenge, with a plain one and with the wrong verifier nobody gets a token', async () => {
  const person = await somebody()
  const bare = await diary.ask('openid')
  bare.url.searchParams.delete('code_challenge')
  bare.url.searchParams.delete('code_challenge_method')
  assert.equal((await browse(person.client, bare.url)).url.searchParams.get('error'), 'invalid_request')
  const plain = await diary.ask('openid', { code_challenge_method: 'plain' })
  assert.equal((await browse(person.client, plain.url)).url.searchParams.get('error'), 'invalid_request')
  const asked = await diary.ask('openid')
  const answer = await agree(person.client, asked)
  await assert.rejects(diary.take({ ...asked, verifier: openid.randomPKCECodeVerifier() }, answer), {
    error: 'invalid_grant',
  })
})

test('[IDN-01/secret] oidcc-server-client-secret-post: either way works with the secret and with nothing else', async () => {
  const person = await somebody()
  const tryWith = async (method: openid.ClientAuth) => {
    const config = new openid.Configuration(diary.config.serverMetadata(), diary.id, diary.secret, method)
    openid.allowInsecureRequests(config)
    const asked = await diary.ask('openid')
    const answer = await agree(person.client, asked)
    return openid.authorizationCodeGrant(config, answer, {
      pkceCodeVerifier: asked.verifier,
      expectedState: asked.state,
      expectedNonce: asked.nonce,
    })
  }
  assert.ok((await tryWith(openid.ClientSecretPost(diary.secret))).access_token)
  for (const wrong of ['nothing', diary.secret.slice(1), `${diary.secret}x`]) {
    await assert.rejects(tryWith(openid.ClientSecretPost(wrong)), `«${wrong.length}» signs`)
  }
  const [kept] = await world.database.query<{ secret_hash: Buffer }>(
    'select secret_hash from identity.oidc_client where id = $1',
    [diary.id],
  )
  await assert.rejects(tryWith(openid.ClientSecretPost(kept!.secret_hash.toString('base64url'))))
})
