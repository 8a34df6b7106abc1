import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PASSKEY_CHALLENGE_LIFE_MS, PASSKEYS_MAX } from '#contract/identity/factors.limits.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { type Lie, SoftwareAuthenticator } from '#testkit/software-authenticator.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world[Symbol.asyncDispose]())

const ABOUT = { surname: 'Соколова', name: 'Марина', patronymic: 'Игоревна', birthDate: '1985-03-14' }
const PASSWORD = 'Осенний-лес-шумит'
const origin = (surface: 'main' | 'operator' = 'main') => world.app.hosts.url(surface)

async function withPassword(): Promise<Person> {
  const person = await signIn(world, newPhone(), ABOUT)
  await setFirstPassword(world, person, PASSWORD)
  return person
}

async function withKey() {
  const person = await withPassword()
  const device = new SoftwareAuthenticator(origin())
  const asked = await person.client.call('passkeys.begin', { password: PASSWORD })
  const { id } = await person.client.call('passkeys.add', device.make(asked, 'Ноутбук'))
  return { person, device, id }
}

/** Lies of a device, each of which alone is enough to be refused. */
const LIES: Readonly<Record<string, Lie>> = {
  'another address': { origin: 'https://parta.example' },
  'another port': { origin: 'http://localhost:1' },
  'another name': { rpId: 'example.org' },
  'another challenge': { challenge: 'A'.repeat(43) },
  'another purpose': { type: 'payment.get' },
  'a person whom the device has not asked': { unverified: true },
}

test('[A-03/passkey] a key signs in alone, on a browser that nobody has trusted, without a phone, a password or a code', async () => {
  const { person, device } = await withKey()
  const client = world.client()
  const asked = await client.call('signin.startPasskey', {})
  await client.refused('sessions.current', {}, 'session.required')
  assert.equal((await client.call('signin.passkey', device.sign(asked))).next, 'done')
  assert.equal((await client.call('sessions.current', {})).activeProfileId, person.profileId)
  const { passkeys } = await person.client.call('passkeys.list', {})
  assert.deepEqual(
    passkeys.map(({ name, usedAt }) => [name, usedAt !== null]),
    [['Ноутбук', true]],
  )
})

for (const [what, lie] of Object.entries(LIES)) {
  test(`[A-03/passkey] a signature for ${what} opens nothing, and no key is taken for it`, async () => {
    const { device } = await withKey()
    const client = world.client()
    const asked = await client.call('signin.startPasskey', {})
    await client.refused('signin.passkey', device.sign(asked, lie), 'passkey.refused')
    await client.refused('sessions.current', {}, 'session.required')
    const other = await withPassword()
    const begun = await other.client.call('passkeys.begin', { password: PASSWORD })
    const made = new SoftwareAuthenticator(origin()).make(begun, 'Ложь', lie)
    await other.client.refused('passkeys.add', made, 'passkey.refused')
    assert.deepEqual(await other.client.call('passkeys.list', {}), { passkeys: [] })
  })
}

test('[A-03/passkey] a challenge is answered once, within five minutes, also when the answer was wrong', async () => {
  const { device } = await withKey()
  const client = world.client()
  const once = await client.call('signin.startPasskey', {})
  const answer = device.sign(once)
  await client.call('signin.passkey', answer)
  await world.client().refused('signin.passkey', answer, 'passkey.refused')
  await world.client().refused('signin.passkey', device.sign(once), 'passkey.refused')
  const spoilt = await client.call('signin.startPasskey', {})
  await client.refused('signin.passkey', device.sign(spoilt, { unverified: true }), 'passkey.refused')
  await client.refused('signin.passkey', device.sign(spoilt), 'passkey.refused')
  const late = await client.call('signin.startPasskey', {})
  world.clock.advance(PASSKEY_CHALLENGE_LIFE_MS)
  await client.refused('signin.passkey', device.sign(late), 'passkey.refused')
})

test('[A-03/passkey] a key of somebody else, a foreign signature and a copied device are refused', async () => {
  const { device } = await withKey()
  const stranger = new SoftwareAuthenticator(origin())
  const client = world.client()
  const ask = () => client.call('signin.startPasskey', {})
  await client.refused('signin.passkey', stranger.sign(await ask()), 'passkey.refused')
  const asked = await ask()
  const { signature } = stranger.sign(asked)
  await client.refused('signin.passkey', { ...device.sign(asked), signature }, 'passkey.refused')
  await client.call('signin.passkey', device.sign(await ask(), { counter: 50 }))
  await client.refused('signin.passkey', device.sign(await ask(), { counter: 40 }), 'passkey.refused')
})

test('[A-03/passkey] a challenge for a new key is for the account that asked, and for no sign-in', async () => {
  const { device } = await withKey()
  const [one, other] = [await withPassword(), await withPassword()]
  const mine = await one.client.call('passkeys.begin', { password: PASSWORD })
  const made = new SoftwareAuthenticator(origin()).make(mine, 'Телефон')
  await other.client.refused('passkeys.add', made, 'passkey.refused')
  await world.client().refused('signin.passkey', device.sign(mine), 'passkey.refused')
  await one.client.call('passkeys.add', made)
  const signin = await world.client().call('signin.startPasskey', {})
  const smuggled = new SoftwareAuthenticator(origin()).make(signin, 'Телефон')
  await other.client.refused('passkeys.add', smuggled, 'passkey.refused')
})

test('[A-03/passkey] adding and removing need the password; names change; a removed key opens nothing', async () => {
  const { person, device, id } = await withKey()
  const stranger = await withPassword()
  const bare = await signIn(world, newPhone(), ABOUT)
  await bare.client.refused('passkeys.begin', { password: PASSWORD }, 'factor.passwordFirst')
  await person.client.refused('passkeys.begin', { password: 'Совсем-не-тот' }, 'signin.passwordWrong')
  await stranger.client.refused('passkeys.rename', { id, name: 'Моё' }, 'passkey.unknown')
  await stranger.client.refused('passkeys.remove', { id, password: PASSWORD }, 'passkey.unknown')
  await person.client.call('passkeys.rename', { id, name: 'Рабочий ноутбук' })
  assert.equal((await person.client.call('passkeys.list', {})).passkeys[0]!.name, 'Рабочий ноутбук')
  await person.client.refused('passkeys.remove', { id, password: 'Совсем-не-тот' }, 'signin.passwordWrong')
  await person.client.call('passkeys.remove', { id, password: PASSWORD })
  const client = world.client()
  await client.refused('signin.passkey', device.sign(await client.call('signin.startPasskey', {})), 'passkey.refused')
})

test('[A-03/passkey] a device that asks for a key hears what the list of sessions calls it', async () => {
  const { client } = await withPassword()
  const asking = async (headers: Record<string, string>) => {
    const body = JSON.stringify({ password: PASSWORD })
    const answer = await client.post('passkeys.begin', body, { 'idempotency-key': newId(), ...headers })
    return JSON.parse(answer.text).device
  }
  const phone =
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0.0.0 YaBrowser/25.8 Mobile Safari/537.36'
  assert.equal(await asking({ 'user-agent': phone }), 'Яндекс Браузер, Android')
  assert.equal(await asking({}), '')
})

test('[A-03/passkey] ten keys at most, each once', async () => {
  const { person, device } = await withKey()
  const begin = () => person.client.call('passkeys.begin', { password: PASSWORD })
  await person.client.refused('passkeys.add', device.make(await begin(), 'Он же'), 'passkey.refused')
  for (let i = 1; i < PASSKEYS_MAX; i += 1) {
    await person.client.call('passkeys.add', new SoftwareAuthenticator(origin()).make(await begin(), `Ключ ${i}`))
  }
  await person.client.refused('passkeys.begin', { password: PASSWORD }, 'passkey.tooMany')
})

test('[A-03/passkey] a key of the site is nothing at the console, and only operators pass it', async () => {
  const { person, device } = await withKey()
  const console = world.client('operator')
  const asked = await console.call('signin.startPasskey', {})
  await console.refused('signin.passkey', device.sign(asked), 'passkey.refused')
  await console.refused('signin.passkey', device.sign(asked, { origin: origin('operator') }), 'passkey.refused')
  const operator = await signInOperator(world, person.phone)
  const own = new SoftwareAuthenticator(origin('operator'))
  await operator.call('passkeys.add', own.make(await operator.call('passkeys.begin', { password: PASSWORD }), 'Пульт'))
  const again = world.client('operator')
  assert.equal((await again.call('signin.passkey', own.sign(await again.call('signin.startPasskey', {})))).next, 'done')
  await again.call('requests.list', {})
})
