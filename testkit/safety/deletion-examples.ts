import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import type { World } from '#testkit/world.ts'
import type { Examples } from './examples.ts'

const PASSWORD = 'Весной-клён-у-школы'

async function withPassword(world: World): Promise<Person> {
  const person = await signIn(world, newPhone(), { surname: 'Уходящев', name: 'Глеб' })
  await setFirstPassword(world, person, PASSWORD)
  return person
}

/** Valid calls of the operations of a deletion. */
export const deletionExamples = {
  'deletion.state': ({ cast }) => ({ by: cast.teacher.client, input: {} }),
  'deletion.requestCode': async ({ world }) => {
    const { client } = await signIn(world, newPhone(), { surname: 'Уходящева', name: 'Анфиса' })
    world.clock.advance(120_000)
    return { by: client, input: {} }
  },
  'deletion.ask': async ({ world }) => ({
    by: (await withPassword(world)).client,
    input: { by: { password: PASSWORD } },
  }),
  'deletion.takeBack': async ({ world }) => {
    const { client } = await withPassword(world)
    await client.call('deletion.ask', { by: { password: PASSWORD } })
    return { by: client, input: {} }
  },
  'ownData.requestCode': async ({ world }) => {
    const { client } = await signIn(world, newPhone(), { surname: 'Читающая', name: 'Анфиса' })
    world.clock.advance(120_000)
    return { by: client, input: {} }
  },
  'ownData.prepare': async ({ world }) => ({
    by: (await withPassword(world)).client,
    input: { by: { password: PASSWORD } },
  }),
  'deletion.certificate': async ({ world }) => {
    const { client } = await withPassword(world)
    const { number } = await client.call('deletion.ask', { by: { password: PASSWORD } })
    return { by: world.client(), input: { number } }
  },
} satisfies Partial<Examples>
