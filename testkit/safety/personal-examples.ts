import type { Cast } from '#testkit/cast.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import type { World } from '#testkit/world.ts'
import type { Examples } from './examples.ts'

const contactCode = async (cast: Cast) => (await cast.teacher.client.call('personalContacts.makeCode', {})).token

/** Somebody who has answered the code of the teacher. */
async function answeredBy(world: World, cast: Cast): Promise<Person> {
  const person = await signIn(world, newPhone(), { surname: 'Знакомая', name: 'Юлия' })
  await person.client.call('personalContacts.answer', { token: await contactCode(cast) })
  return person
}

/** Valid calls of the operations of privacy and of personal contacts. */
export const personalExamples = {
  'privacy.get': ({ cast }) => ({ by: cast.parent.client, input: {} }),
  'privacy.set': ({ cast }) => ({
    by: cast.newcomer.client,
    input: { write: 'nobody', calls: 'nobody', groups: 'contacts', photo: 'nobody', readMarks: false },
  }),
  'details.get': ({ cast }) => ({ by: cast.parent.client, input: {} }),
  'details.set': ({ cast }) => ({
    by: cast.newcomer.client,
    input: { birthday: 'contacts', phone: '+7 495 123-45-68', email: 'novikov@example.org' },
  }),
  'retention.get': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'retention.set': ({ cast }) => ({
    by: cast.director.client,
    input: { communityId: cast.school.communityId, version: 0, months: 12 },
  }),
  'urgent.list': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'quietRules.get': ({ cast }) => ({ by: cast.parent.client, input: { communityId: cast.school.communityId } }),
  'quietRules.set': async ({ cast }) => {
    const { client } = cast.director
    const rules = await client.call('quietRules.get', { communityId: cast.school.communityId })
    return { by: client, input: { ...rules, restDays: [6, 7] } }
  },
  'quiet.get': ({ cast }) => ({ by: cast.parent.client, input: {} }),
  'quiet.set': ({ cast }) => ({
    by: cast.newcomer.client,
    input: { version: 0, follows: true, hours: { from: '09:00', to: '18:00' }, restDays: [7], timeZone: 'Asia/Omsk' },
  }),
  'personalContacts.list': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'personalContacts.makeCode': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'personalContacts.open': async ({ cast }) => ({
    by: cast.newcomer.client,
    input: { token: await contactCode(cast) },
  }),
  'personalContacts.answer': async ({ world, cast }) => ({
    by: (await signIn(world, newPhone(), { surname: 'Знакомый', name: 'Юлий' })).client,
    input: { token: await contactCode(cast) },
  }),
  'personalContacts.confirm': async ({ world, cast }) => ({
    by: cast.teacher.client,
    input: { profileId: (await answeredBy(world, cast)).profileId },
  }),
  'personalContacts.remove': async ({ world, cast }) => ({
    by: cast.teacher.client,
    input: { profileId: (await answeredBy(world, cast)).profileId },
  }),
} satisfies Partial<Examples>
