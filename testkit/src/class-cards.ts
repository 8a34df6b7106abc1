import assert from 'node:assert/strict'
import type { PrintedCard } from '#contract/communities/cards.ts'
import type { Cast } from './cast.ts'
import { type Client, newId } from './client.ts'
import { signIn } from './people.ts'
import type { World } from './world.ts'

/** A pupil without a phone whom the leader of 5«Б» has added and the director has let in; its profile. */
export async function addPhonelessPupil(cast: Cast, about: { surname: string; name: string }): Promise<string> {
  const id = newId()
  await cast.teacher.client.call('cards.addPupil', {
    id,
    unitId: cast.classId,
    ...about,
    patronymic: '',
    birthDate: '2010-05-20',
  })
  const { communityId } = cast.school
  const { decided } = await cast.director.client.call('applications.decide', {
    communityId,
    ids: [id],
    decision: 'approve',
  })
  return decided[0]?.profileId ?? assert.fail('The pupil was not let in')
}

/** A browser that the leader of 5«Б» has made a tablet of the class. */
export async function makeTablet(world: World, cast: Cast, name = 'Планшет 1'): Promise<Client> {
  const { client } = await signIn(world, cast.teacher.phone, cast.teacher.about)
  await client.call('cards.addDevice', { unitId: cast.classId, name })
  client.name = name
  return client
}

export async function printCard(cast: Cast, profileId: string): Promise<PrintedCard> {
  const { cards } = await cast.teacher.client.call('cards.print', { unitId: cast.classId, profileIds: [profileId] })
  return cards[0] ?? assert.fail('No card was printed')
}

/** The card as a pupil enters it. */
export const entered = ({ secret, symbols }: PrintedCard) => ({ secret, symbols })

/** The card with another row of pictures. */
export function enteredWrong(card: PrintedCard) {
  const [first, ...rest] = card.symbols
  return { secret: card.secret, symbols: [first === 'sun' ? ('moon' as const) : ('sun' as const), ...rest] }
}
