import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
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

const ABOUT = { surname: 'Двойных', name: 'Инна', patronymic: 'Юрьевна', birthDate: '1980-02-03' }
const someone = () => signIn(world, newPhone(), ABOUT)

const placeOf = (child: Person) => ({ unitId: cast.classId, childProfileId: child.profileId })
const attach = (adult: Person, child: Person) => join(cast.school, adult, { ...placeOf(child), role: 'parent' })

async function unite(kept: Person, other: Person): Promise<void> {
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const { secret } = await kept.client.call('merge.begin', { phone: other.phone })
  await kept.client.call('merge.prove', { secret, code: codeFor(world, other.phone) })
  await kept.client.call('merge.confirm', {})
}

const report = (child: Person, adult: Person) =>
  child.client.call('families.reportAdult', {
    ...placeOf(child),
    adultProfileId: adult.profileId,
    reason: 'Это не моя мама',
  })

const childrenOf = async ({ client }: Person) => {
  const { families, suspended } = await client.call('families.own', {})
  return { families: families.length, suspended: suspended.map(({ state }) => state) }
}

for (const reported of ['kept', 'other'] as const) {
  test(`[INV-12/united] who is reported with one of two accounts reaches the child with neither once they are one: ${reported}`, async () => {
    const { school, pupil, teacher } = cast
    const accounts = { kept: await someone(), other: await someone() }
    for (const adult of Object.values(accounts)) await attach(adult, pupil)
    const { chat } = await teacher.client.call('chats.create', {
      id: newId(),
      communityId: school.communityId,
      title: 'Родители',
      memberIds: [accounts.kept.profileId, accounts.other.profileId],
    })
    await report(pupil, accounts[reported])
    await unite(accounts.kept, accounts.other)
    const { kept } = accounts
    assert.deepEqual(await childrenOf(kept), { families: 0, suspended: ['reported'] })
    const { adults } = await pupil.client.call('families.get', placeOf(pupil))
    assert.ok(adults.every(({ profileId }) => profileId !== kept.profileId))
    await kept.client.refused('messages.page', { chatId: chat.id }, 'chat.unknown')
    // One decision gives back what both were.
    const { communityId } = school
    const { cases } = await cast.director.client.call('families.cases', { communityId })
    const waiting = cases.filter(
      ({ state, adultProfileId }) => state === 'reported' && adultProfileId === kept.profileId,
    )
    assert.equal(waiting.length, 1)
    await cast.director.client.call('families.decideCase', { id: waiting[0]!.id, decision: 'restore' })
    assert.deepEqual(await childrenOf(kept), { families: 1, suspended: [] })
  })
}
