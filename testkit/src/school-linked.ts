import assert from 'node:assert/strict'
import { type Cast, createCast } from './cast.ts'
import { newId, newPhone, type Person, signIn } from './people.ts'
import { createSchoolStage, type Desk, type SchoolStage } from './school.ts'
import { createSchoolSystem, linkPerson, type SchoolSystem } from './school-systems.ts'
import type { World } from './world.ts'

/** An organisation of the electronic school and one of the messenger that are one school. */
export interface JoinedSchools extends AsyncDisposable {
  readonly cast: Cast
  readonly stage: SchoolStage
  readonly head: Desk
  readonly system: SchoolSystem
  readonly communityId: string
  /** Has everything told that is to be told, and done what follows from it. */
  settle(): Promise<void>
  /** Says that somebody of the registers is this profile. */
  link(who: Person, personId: string): Promise<void>
  /** Which chat of the messenger a chat of the register is. */
  chatOf(chat: string): Promise<string>
  /** Who is in a chat of the register as what, by surname, as a member of it sees it. */
  members(chat: string, by: Person): Promise<Record<string, string>>
}

/** Opens both and connects them, as their administrators do. */
export async function joinSchools(world: World): Promise<JoinedSchools> {
  const cast = await createCast(world)
  const stage = await createSchoolStage(world)
  const { head } = stage
  const { communityId } = cast.school
  const administrator = cast.director.client
  const system = await createSchoolSystem(world, { operator: cast.operator, administrator, communityId })
  const { id: clientId, secret } = system.outside
  await head.call('connection.set', { version: 0, apiUrl: null, clientId, communityId, secret })
  const settle = async () => {
    await world.app.schoolRounds.run()
    const { trouble } = await head.call('connection.open', {})
    assert.equal(trouble, null)
    await world.app.connector.rounds.run()
  }
  const chatOf = async (chat: string) => {
    const [found] = await world.database.query<{ chat_id: string }>(
      'select chat_id from connector.chat where community_id = $1 and source_id = $2',
      [communityId, chat],
    )
    return found?.chat_id ?? assert.fail(`there is no chat ${chat}`)
  }
  return {
    ...{ cast, stage, head, system, communityId, settle, chatOf },
    async link(who, personId) {
      await settle()
      await linkPerson(system, who, { communityId, personId })
      await settle()
    },
    async members(chat, by) {
      const chatId = await chatOf(chat)
      const { members, cards } = await by.client.call('chats.members', { chatId })
      const names = new Map(cards.map((card) => [card.id, card.surname]))
      return Object.fromEntries(members.map(({ profileId, role }) => [names.get(profileId), role]))
    },
    [Symbol.asyncDispose]: () => system[Symbol.asyncDispose](),
  }
}

/** Somebody whom a register can name: a row as its windows make it. */
export function whoIs({ about }: Person) {
  const { surname, name, patronymic, birthDate } = about
  return { id: newId(), surname, name, patronymic, birthDate }
}

/** Somebody new of the messenger. */
export function newcomer(world: World, surname: string, birthDate = '1985-03-14'): Promise<Person> {
  return signIn(world, newPhone(), { surname, name: 'Имя', birthDate })
}
