import assert from 'node:assert/strict'
import { createPublicKey, createVerify, type JsonWebKey } from 'node:crypto'
import { after, before, test } from 'node:test'
import * as openid from 'openid-client'
import { SESSION_LIFE_MS } from '#contract/identity/signin.limits.ts'
import type { Client } from '#testkit/client.ts'
import { agree, browse, createOutsideSystem, issuerOf, type OutsideSystem } from '#testkit/oidc-client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const WAIT_MS = 15_000

let world: World
let diary: OutsideSystem
before(async () => {
  world = await createWorld()
  diary = await createOutsideSystem(world)
})
after(async () => {
  await diary[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const somebody = (client?: Client) => signIn(world, newPhone(), { surname: 'Лукина', name: 'Ольга' }, client)

async function enter(person: Person, system = diary) {
  const asked = await system.ask('openid profile')
  return system.take(asked, await agree(person.client, asked))
}

interface LogoutToken {
  iss: string
  aud: string
  sub: string
  sid: string
  nonce?: string
  events: Record<string, object>
}

/** The logout token of a session at the client; its signature is checked with the published keys. */
async function logoutOf(system: OutsideSystem, sid: string): Promise<LogoutToken> {
  const { keys } = JSON.parse((await world.client().raw('/id/jwks')).text) as { keys: (JsonWebKey & { kid: string })[] }
  const end = performance.now() + WAIT_MS
  while (performance.now() < end) {
    for (const token of system.logouts) {
      const [head, body, signature] = token.split('.') as [string, string, string]
      const payload = JSON.parse(Buffer.from(body, 'base64url').toString()) as LogoutToken
      if (payload.sid !== sid) continue
      const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string; typ: string }
      assert.equal(header.typ, 'logout+jwt')
      const key = createPublicKey({ key: keys.find(({ kid }) => kid === header.kid)!, format: 'jwk' })
      assert.ok(createVerify('RSA-SHA256').update(`${head}.${body}`).verify(key, signature, 'base64url'))
      return payload
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return assert.fail('no logout token came')
}

/** Presses a button of the page that asks whether to sign out. */
async function answerPage(browser: Client, page: string, button: 'yes' | null) {
  const action = new URL(/action="([^"]+)"/.exec(page)![1]!)
  const body = new URLSearchParams({ xsrf: /name="xsrf" value="([^"]+)"/.exec(page)![1]! })
  if (button !== null) body.set('logout', button)
  return browser.raw(action.pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', origin: browser.origin },
    body: body.toString(),
  })
}

const signoutUrl = (idToken: string, more: Record<string, string> = {}) =>
  `/id/signout?${new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: diary.goneUri, ...more })}`

test('[IDN-01/back-channel] a session that ends here ends at every client that it had reached', async () => {
  await using canteen = await createOutsideSystem(world)
  const person = await somebody()
  const first = (await enter(person)).claims()!
  const second = (await enter(person, canteen)).claims()!
  await person.client.call('sessions.signOut', {})
  const token = await logoutOf(diary, String(first.sid))
  assert.equal(token.iss, issuerOf(world).href)
  assert.equal(token.aud, diary.id)
  assert.equal(token.sub, first.sub)
  assert.ok(LOGOUT_EVENT in token.events)
  assert.equal(token.nonce, undefined)
  assert.equal((await logoutOf(canteen, String(second.sid))).sub, second.sub)
})

test('[IDN-01/back-channel-remote] a device that is signed out from another is signed out at clients too', async () => {
  const person = await somebody()
  const claims = (await enter(person)).claims()!
  const { sessionId } = await person.client.call('sessions.current', {})
  world.clock.advance(120_000)
  const phone = await signIn(world, person.phone, person.about)
  await phone.client.call('sessions.end', { sessionId })
  assert.equal((await logoutOf(diary, String(claims.sid))).sub, claims.sub)
  world.clock.advance(120_000)
  const again = (await enter(await signIn(world, person.phone, person.about))).claims()!
  await phone.client.call('sessions.endOthers', {})
  assert.equal((await logoutOf(diary, String(again.sid))).sub, again.sub)
})

test('[IDN-01/back-channel-retry] a client that does not answer is told again', async () => {
  await using deaf = await createOutsideSystem(world)
  const person = await somebody()
  const claims = (await enter(person, deaf)).claims()!
  deaf.back.status = 503
  await person.client.call('sessions.signOut', {})
  await logoutOf(deaf, String(claims.sid))
  deaf.back.status = 200
  deaf.logouts.length = 0
  assert.equal((await logoutOf(deaf, String(claims.sid))).sub, claims.sub)
})

test('[IDN-01/rp-logout] oidcc-rp-initiated-logout: a click signs out here, there and at the other clients', async () => {
  await using canteen = await createOutsideSystem(world)
  const person = await somebody()
  const tokens = await enter(person)
  const other = (await enter(person, canteen)).claims()!
  const asking = await person.client.raw(signoutUrl(tokens.id_token!, { state: 'бумеранг' }), {
    headers: { accept: 'text/html' },
  })
  assert.equal(asking.status, 200)
  assert.match(asking.text, /Выйти/)
  const policy = String(asking.headers['content-security-policy'])
  assert.ok(policy.includes(`form-action 'self' ${new URL(diary.goneUri).origin}`), policy)
  await person.client.call('sessions.current', {})
  const answer = await answerPage(person.client, asking.text, 'yes')
  const back = new URL(answer.headers.location!)
  assert.equal(`${back.origin}${back.pathname}`, diary.goneUri)
  assert.equal(back.searchParams.get('state'), 'бумеранг')
  await person.client.refused('sessions.current', {}, 'session.required')
  assert.equal((await logoutOf(canteen, String(other.sid))).sub, other.sub)
  await assert.rejects(openid.refreshTokenGrant(diary.config, tokens.refresh_token!), { error: 'invalid_grant' })
})

test('[IDN-01/rp-logout-stay] whoever stays is signed in here still', async () => {
  const person = await somebody()
  const tokens = await enter(person)
  const asking = await person.client.raw(signoutUrl(tokens.id_token!), { headers: { accept: 'text/html' } })
  await answerPage(person.client, asking.text, null)
  await person.client.call('sessions.current', {})
})

test('[IDN-01/rp-logout-wrong] oidcc-rp-initiated-logout-bad-post-logout-redirect-uri and -modified-id-token-hint', async () => {
  const person = await somebody()
  const { id_token } = await enter(person)
  const changed = `${id_token!.slice(0, -6)}AAAAAA`
  const wrong = [
    signoutUrl(id_token!, { post_logout_redirect_uri: 'https://evil.example/' }),
    signoutUrl(id_token!, { post_logout_redirect_uri: `${diary.goneUri}/x` }),
    signoutUrl(changed),
  ]
  for (const path of wrong) {
    const answer = await person.client.raw(path, { headers: { accept: 'text/html' } })
    assert.equal(answer.status, 400)
    assert.ok(!answer.text.includes('evil.example'))
  }
  // A page elsewhere cannot press the button: it does not know the secret of the form.
  const forged = await person.client.raw('/id/signout/confirm', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    body: 'xsrf=guess&logout=yes',
  })
  assert.equal(forged.status, 400)
  await person.client.call('sessions.current', {})
})

test('[IDN-01/rp-logout-bare] without a hint one is asked, and with nobody signed in it is done at once', async () => {
  const person = await somebody()
  const asking = await person.client.raw('/id/signout', { headers: { accept: 'text/html' } })
  const answer = await answerPage(person.client, asking.text, 'yes')
  const shown = await browse(person.client, answer.headers.location!)
  assert.equal(shown.status, 200)
  assert.match(shown.text, /Вы вышли/)
  await person.client.refused('sessions.current', {}, 'session.required')
})

test('[IDN-01/back-channel-expired] a session that runs out ends at the clients within the hour', async () => {
  const person = await somebody()
  const claims = (await enter(person)).claims()!
  world.clock.advance(SESSION_LIFE_MS + 60_000)
  await person.client.refused('sessions.current', {}, 'session.ended')
  const { platform } = world.app
  await platform.transaction((tx) => platform.jobs.enqueue(tx, 'identity.forget-oidc', {}))
  assert.equal((await logoutOf(diary, String(claims.sid))).sub, claims.sub)
})
