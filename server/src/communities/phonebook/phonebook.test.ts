import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { PHONEBOOK_COMPARED_PER_DAY } from '#contract/communities/communities.limits.ts'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { codeFor, newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const hashOf = (phone: string) => createHash('sha256').update(phone).digest('base64url')

/** An adult whom no organisation knows. */
const adult = (birthDate = '1985-04-12') => signIn(world, newPhone(), { surname: 'Знакомых', name: 'Анна', birthDate })

/** Compares a phone book with these numbers; names whom it matches. */
async function compare(person: Person, ...phones: string[]): Promise<string[]> {
  const { people } = await person.client.call('phonebook.compare', { hashes: phones.map(hashOf) })
  return people.map(({ profileId }) => profileId)
}
const matches = async (person: Person) =>
  (await person.client.call('phonebook.list', {})).people.map(({ profileId }) => profileId)

const openDirect = (from: Person, other: Person) =>
  from.client.call('chats.openDirect', { id: newId(), profileId: other.profileId })
const notContact = (from: Person, other: Person) =>
  from.client.refused('chats.openDirect', { id: newId(), profileId: other.profileId }, 'chat.notContact')

test('[CNT-02] two adults become contacts when each has the number of the other, and write to each other', async () => {
  const [one, other] = [await adult(), await adult()]
  assert.deepEqual(await compare(one, other.phone, newPhone()), [])
  await notContact(one, other)
  assert.deepEqual(await compare(other, newPhone(), one.phone), [one.profileId])
  assert.deepEqual(await matches(one), [other.profileId])
  await openDirect(one, other)
})

test('[ACC-08] who has the numbers of others learns nothing while they have not his', async () => {
  const [asker, known] = [await adult(), await adult()]
  await compare(known, newPhone())
  const answers = []
  for (const phone of [known.phone, newPhone()]) {
    const answer = await asker.client.call('phonebook.compare', { hashes: [hashOf(phone)] })
    answers.push({ ...answer, comparedAt: null })
  }
  assert.deepEqual(answers[0], answers[1])
  assert.deepEqual(await matches(asker), [])
})

test('[CNT-02/at-once] of two who compare at once both see the other', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const [one, other] = [await adult(), await adult()]
    await Promise.all([compare(one, other.phone), compare(other, one.phone)])
    assert.deepEqual([await matches(one), await matches(other)], [[other.profileId], [one.profileId]])
  }
})

test('[CNT-02/minors] minors and pupils neither compare nor are matched, also when the other side has their number', async () => {
  const { pupil, teacher } = cast
  const young = await adult('2011-05-20')
  for (const minor of [pupil, young]) {
    await minor.client.refused('phonebook.compare', { hashes: [hashOf(teacher.phone)] }, 'phonebook.minor')
    assert.equal((await minor.client.call('phonebook.list', {})).allowed, false)
    assert.deepEqual(await compare(await adult(), minor.phone), [])
  }
})

test('[CNT-02/became-minor] who turns out to be a minor is no contact any more', async () => {
  const [one, other] = [await adult(), await adult()]
  await compare(one, other.phone)
  await compare(other, one.phone)
  await world.database.query(
    `update identity.person set birth_date = '2012-01-01'
     where id = (select person_id from identity.profile where id = $1)`,
    [other.profileId],
  )
  assert.deepEqual([await matches(one), await matches(other)], [[], []])
  await notContact(one, other)
})

test('[CNT-02/revoked] forgetting the phone book ends the contacts that came of it, for both', async () => {
  const [one, other] = [await adult(), await adult()]
  await compare(one, other.phone)
  await compare(other, one.phone)
  const { chat } = await openDirect(one, other)
  await one.client.call('phonebook.forget', {})
  assert.deepEqual([await matches(one), await matches(other)], [[], []])
  assert.equal((await one.client.call('phonebook.list', {})).comparedAt, null)
  const words = { chatId: chat.id, key: newId(), text: 'Ты здесь?' }
  await other.client.refused('messages.send', words, 'message.writeForbidden')
  const rows = await world.database.query('select from communities.phonebook_pair where profile_id = $1', [
    one.profileId,
  ])
  assert.equal(rows.length, 0)
})

test('[CNT-02/again] a phone book takes the place of the one before', async () => {
  const [one, other, third] = [await adult(), await adult(), await adult()]
  await compare(other, one.phone)
  await compare(third, one.phone)
  assert.deepEqual(await compare(one, other.phone), [other.profileId])
  assert.deepEqual(await compare(one, third.phone), [third.profileId])
  assert.deepEqual(await matches(other), [])
})

test('[CNT-02/other-number] with another number nobody is a contact by the phone book until it is compared again', async () => {
  const [one, other] = [await adult(), await adult()]
  await compare(one, other.phone)
  await compare(other, one.phone)
  await world.database.query(
    'update identity.account set phone = $2 where id = (select account_id from identity.profile where id = $1)',
    [other.profileId, newPhone()],
  )
  assert.deepEqual([await matches(one), await matches(other)], [[], []])
  await notContact(one, other)
})

test('[CNT-02/stored] no number of a phone book is stored, as it is or as a hash that could be tried out', async () => {
  const [one, stranger] = [await adult(), newPhone()]
  await compare(one, stranger)
  const rows = await world.database.query<{ pair: Buffer }>(
    'select pair from communities.phonebook_pair where profile_id = $1',
    [one.profileId],
  )
  const kept = rows.map(({ pair }) => pair.toString('base64url'))
  assert.equal(kept.length, 1)
  const tries = [stranger, `${one.phone}:${stranger}`, `${hashOf(one.phone)}:${hashOf(stranger)}`].map(hashOf)
  for (const tried of tries) assert.notEqual(kept[0], tried)
})

test('[CNT-02/often] a phone book is compared a few times a day', async () => {
  await using strict = await createWorld({ limitFactor: 1 })
  const one = await signIn(strict, newPhone(), { surname: 'Знакомых', name: 'Анна' })
  for (let turn = 0; turn < PHONEBOOK_COMPARED_PER_DAY; turn += 1) await compare(one, newPhone())
  await one.client.refused('phonebook.compare', { hashes: [hashOf(newPhone())] }, 'rate.limited')
})

test('[IDN-24/phonebook] within the term of a deletion no phone book finds the person, and afterwards it does', async () => {
  const [one, leaver] = [await adult(), await adult()]
  await compare(leaver, one.phone)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  await leaver.client.call('deletion.requestCode', {})
  await leaver.client.call('deletion.ask', { by: { code: codeFor(world, leaver.phone) } })
  assert.deepEqual(await compare(one, leaver.phone), [])
  assert.deepEqual(await matches(one), [])
  await notContact(one, leaver)
  await leaver.client.call('deletion.takeBack', {})
  assert.deepEqual(await matches(one), [leaver.profileId])
})
