import { type Cast, join } from '#testkit/cast.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import type { World } from '#testkit/world.ts'
import type { Examples } from './examples.ts'

let pairs = 0

/** Two profiles of one teacher. */
async function newPair(world: World, cast: Cast): Promise<[Person, Person]> {
  pairs += 1
  const about = { surname: `Двойников${'а'.repeat(pairs)}`, name: 'Пётр', birthDate: '1981-02-03' }
  const [one, other] = [await signIn(world, newPhone(), about), await signIn(world, newPhone(), about)]
  const place = { unitId: cast.school.staffUnitId, role: 'staff', position: 'Учитель' } as const
  for (const person of [one, other]) await join(cast.school, person, place)
  return [one, other]
}

/** Valid calls of the operations of doubles. */
export const doubleExamples = {
  'doubles.list': ({ cast }) => ({ by: cast.director.client, input: { communityId: cast.school.communityId } }),
  'doubles.preview': async ({ world, cast }) => {
    const [one, other] = await newPair(world, cast)
    const pair = { keepId: one.profileId, goneId: other.profileId }
    return { by: cast.director.client, input: { communityId: cast.school.communityId, kind: 'people', ...pair } }
  },
  'doubles.merge': async ({ world, cast }) => {
    const [one, other] = await newPair(world, cast)
    const pair = { keepId: one.profileId, goneId: other.profileId }
    return {
      by: cast.director.client,
      input: { id: newId(), communityId: cast.school.communityId, kind: 'people', ...pair },
    }
  },
  'doubles.undo': async ({ world, cast }) => {
    const [one, other] = await newPair(world, cast)
    const { communityId } = cast.school
    const { client } = cast.director
    const pair = { kind: 'people', keepId: one.profileId, goneId: other.profileId } as const
    const { id } = await client.call('doubles.merge', { id: newId(), communityId, ...pair })
    return { by: client, input: { communityId, id } }
  },
  'doubles.setDifferent': async ({ world, cast }) => {
    const [one, other] = await newPair(world, cast)
    const pair = { kind: 'people', oneId: one.profileId, otherId: other.profileId } as const
    return { by: cast.director.client, input: { communityId: cast.school.communityId, ...pair, different: true } }
  },
} satisfies Partial<Examples>
