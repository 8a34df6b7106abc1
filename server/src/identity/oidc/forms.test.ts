import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { agree, browse, createOutsideSystem, type OutsideSystem, sendForm } from '#testkit/oidc-client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let diary: OutsideSystem
let person: Person
before(async () => {
  world = await createWorld()
  diary = await createOutsideSystem(world)
  person = await signIn(world, newPhone(), { surname: 'Лукина', name: 'Ольга' })
})
after(async () => {
  await diary[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

test('[IDN-01/form] a system may send people by a form as well as by a link, and whoever is signed in is known', async () => {
  await agree(person.client, await diary.ask('openid profile'))
  for (const prompt of [{}, { prompt: 'none' }] as Record<string, string>[]) {
    const asked = await diary.ask('openid profile', prompt)
    const arrival = await sendForm(person.client, asked.url, asked.url.searchParams)
    assert.ok((await diary.take(asked, arrival.url)).access_token)
  }
  const nobody = await diary.ask('openid profile')
  assert.equal((await sendForm(world.client(), nobody.url, nobody.url.searchParams)).url.pathname, '/id')
})

test('[IDN-01/form-checked] what comes by a form is checked as what comes by a link', async () => {
  const asked = await diary.ask('openid profile')
  const wrong = new URLSearchParams(asked.url.searchParams)
  wrong.set('redirect_uri', 'https://evil.example/callback')
  const bare = new URLSearchParams(asked.url.searchParams)
  bare.delete('code_challenge')
  const long = new URLSearchParams(asked.url.searchParams)
  long.set('state', 'x'.repeat(9_000))
  for (const form of [wrong, '', `${asked.url.searchParams}&client_id=another`]) {
    const { status, text } = await sendForm(person.client, asked.url, form)
    assert.deepEqual([status, /evil\.example/.test(text)], [400, false])
  }
  assert.equal((await sendForm(person.client, asked.url, long)).status, 413)
  const { url } = await sendForm(person.client, asked.url, bare)
  assert.equal(url.searchParams.get('error'), 'invalid_request')
  const json = await person.client.raw(asked.url.pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  assert.equal(json.status, 400)
})

test('[IDN-01/form-signout] a sign-out that comes by a form asks as one that comes by a link', async () => {
  const asked = await diary.ask('openid profile')
  const { id_token } = await diary.take(asked, await agree(person.client, asked))
  const out = new URL(diary.config.serverMetadata().end_session_endpoint!)
  const form = new URLSearchParams({ id_token_hint: id_token!, post_logout_redirect_uri: diary.goneUri })
  const asking = await sendForm(person.client, out, form)
  assert.match(asking.text, /Выйти/)
  await person.client.call('sessions.current', {})
})

test('[IDN-01/form-answer] an answer that is asked for as a form may go to the registered address and nowhere else', async () => {
  const asked = await diary.ask('openid profile', { response_mode: 'form_post' })
  const policyOf = async (url: URL) => {
    const answer = await person.client.raw(`${url.pathname}${url.search}`, { headers: { accept: 'text/html' } })
    return { policy: String(answer.headers['content-security-policy']), text: answer.text, status: answer.status }
  }
  const good = await policyOf(asked.url)
  assert.match(good.text, /name="code"/)
  assert.ok(good.policy.includes(`form-action 'self' ${new URL(diary.redirectUri).origin}`), good.policy)
  const declined = await policyOf((await diary.ask('openid', { response_mode: 'form_post', prompt: 'nonsense' })).url)
  assert.match(declined.text, /name="error"/)
  const evil = { response_mode: 'form_post', redirect_uri: 'https://evil.example/' }
  const wrong = await policyOf((await diary.ask('openid', evil)).url)
  assert.equal(wrong.status, 400)
  assert.ok(!wrong.policy.includes('evil.example') && !wrong.text.includes('evil.example'))
  assert.equal((await browse(person.client, asked.url)).status, 200)
})
