import type { Cast } from '#testkit/cast.ts'
import { addPhonelessPupil, entered, makeTablet, printCard } from '#testkit/class-cards.ts'
import { newId } from '#testkit/client.ts'
import { signIn } from '#testkit/people.ts'
import type { Examples } from './examples.ts'

const CARD_HOLDER = { surname: 'Безномерный', name: 'Том' }

const newCard = async (cast: Cast) => printCard(cast, await addPhonelessPupil(cast, CARD_HOLDER))

/** Valid calls of the operations of class cards. */
export const cardExamples = {
  'cards.class': ({ cast }) => ({ by: cast.teacher.client, input: { unitId: cast.classId } }),
  'cards.print': async ({ cast }) => ({
    by: cast.teacher.client,
    input: { unitId: cast.classId, profileIds: [await addPhonelessPupil(cast, CARD_HOLDER)] },
  }),
  'cards.revoke': async ({ cast }) => ({
    by: cast.teacher.client,
    input: { unitId: cast.classId, profileId: (await newCard(cast)).profileId },
  }),
  'cards.unlock': async ({ cast }) => ({
    by: cast.teacher.client,
    input: { unitId: cast.classId, profileId: (await newCard(cast)).profileId },
  }),
  'cards.addPupil': ({ cast }) => ({
    by: cast.teacher.client,
    input: { id: newId(), unitId: cast.classId, ...CARD_HOLDER, patronymic: '', birthDate: '2010-03-04' },
  }),
  'cards.addDevice': async ({ world, cast }) => ({
    // The answer signs the leader out there.
    by: (await signIn(world, cast.teacher.phone, cast.teacher.about)).client,
    input: { unitId: cast.classId, name: 'Планшет' },
  }),
  'cards.removeDevice': async ({ world, cast }) => {
    await makeTablet(world, cast)
    const { devices } = await cast.teacher.client.call('cards.class', { unitId: cast.classId })
    return { by: cast.teacher.client, input: { unitId: cast.classId, deviceId: devices[0]!.id } }
  },
  'cards.open': async ({ world, cast }) => ({
    by: await makeTablet(world, cast),
    input: { secret: (await newCard(cast)).secret },
  }),
  'cards.enter': async ({ world, cast }) => ({
    by: await makeTablet(world, cast),
    input: entered(await newCard(cast)),
  }),
} satisfies Partial<Examples>
