import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DELETION_WAIT_MS } from '#contract/identity/deletion.limits.ts'
import { GONE_NAME } from '#contract/identity/names.ts'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { keepHouse } from '#server/platform/jobs/housekeeping.ts'
import { rareWord } from '#testkit/canary.ts'
import { join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { codeFor, newPhone, type Person, signIn, signInOperator } from '#testkit/people.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { tablesWith } from '#testkit/tables-with.ts'
import { fileTicket, newTicketSchool } from '#testkit/tickets.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world[Symbol.asyncDispose]())

const PASSWORD = 'Осенний-лес-шумит'

async function eraseInTime(person: Person): Promise<void> {
  await person.client.call('deletion.ask', { by: { password: PASSWORD } })
  world.clock.advance(DELETION_WAIT_MS + 1_000)
  await world.app.identity.finishDeletions()
  await keepHouse(world.app.platform)
}

test('[IDN-24/united] accounts that were united with the one that is deleted go with it, their numbers and former names too', async () => {
  const name = rareWord()
  const about = { name, patronymic: '', birthDate: '1972-11-23' }
  const kept = await signIn(world, newPhone(), { ...about, surname: rareWord() })
  const other = await signIn(world, newPhone(), { ...about, surname: rareWord() })
  await setFirstPassword(world, kept, PASSWORD)
  const notes = [rareWord(), rareWord()]
  for (const [n, { client }] of [kept, other].entries()) {
    const { chat } = await client.call('favourites.open', { id: newId() })
    await client.call('messages.send', { chatId: chat.id, key: newId(), text: notes[n]! })
  }
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const { secret } = await kept.client.call('merge.begin', { phone: other.phone })
  await kept.client.call('merge.prove', { secret, code: codeFor(world, other.phone) })
  await kept.client.call('merge.confirm', {})
  const words = [name, about.birthDate, kept.about.surname, other.about.surname, other.phone.slice(1), ...notes]
  for (const word of words) assert.notDeepEqual(await tablesWith(world.database, word), [], word)
  await eraseInTime(kept)
  for (const word of words) {
    const places = await tablesWith(world.database, word)
    // Proofs of numbers name no account, and a job forgets them after a day.
    assert.deepEqual(
      places.filter((place) => place !== 'identity.phone_proof'),
      [],
      word,
    )
  }
})

test('[IDN-24/united] an account that is united within the term is not erased, and no certificate says so', async () => {
  const about = { surname: 'Двойных', name: 'Инна', birthDate: '1972-11-23' }
  const school = await newTicketSchool(world, await signInOperator(world))
  const kept = await signIn(world, newPhone(), about)
  const other = await signIn(world, newPhone(), about)
  await join(school, other, { unitId: school.staffUnitId, role: 'staff', position: 'Логопед' })
  await setFirstPassword(world, other, PASSWORD)
  world.clock.advance(CODE_RESEND_MS + 1_000)
  const { secret } = await kept.client.call('merge.begin', { phone: other.phone })
  await kept.client.call('merge.prove', { secret, code: codeFor(world, other.phone), password: PASSWORD })
  const { number } = await other.client.call('deletion.ask', { by: { password: PASSWORD } })
  await kept.client.call('merge.confirm', {})
  await world.client().refused('deletion.certificate', { number }, 'deletion.certificateUnknown')
  const { communityId, director } = school
  const search = { communityId, search: 'двойных' }
  const ids = (people: { profileId: string }[]) => people.map(({ profileId }) => profileId)
  assert.deepEqual(ids((await director.client.call('contacts.list', search)).contacts), [kept.profileId])
  world.clock.advance(DELETION_WAIT_MS + 1_000)
  await world.app.identity.finishDeletions()
  assert.deepEqual(ids((await director.client.call('members.list', search)).members), [kept.profileId])
  await world.client().refused('deletion.certificate', { number }, 'deletion.certificateUnknown')
})

test('[IDN-24/ticket] a ticket about an account ends with it, and keeps no word of its owner or of those who knew him', async () => {
  const operator = await signInOperator(world)
  const school = await newTicketSchool(world, operator)
  const [surname, about] = [rareWord(), rareWord()]
  const filed = await fileTicket(world, school.communityId, { surname, about })
  await school.confirm(school.director.client, filed, school.teacher)
  await setFirstPassword(world, school.teacher, PASSWORD)
  await eraseInTime(school.teacher)
  for (const word of [surname, about, filed.phone.slice(1)]) {
    const places = await tablesWith(world.database, word)
    assert.deepEqual(
      places.filter((place) => place !== 'identity.phone_proof'),
      [],
      word,
    )
  }
  const [ticket] = await world.database.query<{ state: string; name: string }>(
    'select state, name from communities.ticket where number = $1',
    [filed.ticket.number],
  )
  assert.deepEqual(ticket, { state: 'stopped', name: GONE_NAME })
})
