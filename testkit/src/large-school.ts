import type { Cast } from './cast.ts'
import { newId } from './client.ts'
import type { World } from './world.ts'

export const CLASSES = 48
export const PUPILS = 1_200
const GRADES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const
const LETTERS = ['А', 'Б', 'В', 'Г', 'Д'] as const
/** Parallels with a fifth letter. */
const WIDE = 4

/** Pupils straight into the database: to sign a thousand of them in takes longer than what is shown with them. */
const PEOPLE = `
  with people as (
    select gen_random_uuid() as person_id, gen_random_uuid() as account_id, gen_random_uuid() as profile_id, i,
      'Учеников' || i as surname
    from generate_series(1, $2::int) i),
  persons as (
    insert into identity.person (id, surname, name, patronymic, birth_date, created_at)
    select person_id, surname, 'Иван', '', '2011-01-10', now() from people),
  accounts as (
    insert into identity.account (id, created_at) select account_id, now() from people),
  profiles as (
    insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
    select profile_id, account_id, person_id, 'learning', surname, 'Иван', '', now() from people),
  members as (
    insert into communities.member (community_id, profile_id, person_id, sort_name, joined_at)
    select $1::uuid, profile_id, person_id, lower(surname) || ' иван', now() from people),
  roles as (
    insert into communities.member_role (id, community_id, profile_id, role, unit_id, granted_at, basis)
    select gen_random_uuid(), $1::uuid, profile_id, 'pupil', ($3::uuid[])[i % cardinality($3::uuid[]) + 1], now(), 'test'
    from people)
  select profile_id as "profileId", ($3::uuid[])[i % cardinality($3::uuid[]) + 1] as "unitId" from people order by i`

/** Puts so many more pupils of a class straight into a chat, as if they had always been in it; returns their profiles. */
export async function growChat(
  world: World,
  { communityId, unitId, chatId }: { communityId: string; unitId: string; chatId: string },
  count: number,
): Promise<string[]> {
  const pupils = await world.database.query<{ profileId: string }>(PEOPLE, [communityId, count, [unitId]])
  const ids = pupils.map(({ profileId }) => profileId)
  await world.database.query(
    `insert into messenger.chat_member (chat_id, profile_id, role, start_seq, joined_seq, joined_at)
     select $1::uuid, id, 'member', 0, 1, now() from unnest($2::uuid[]) id`,
    [chatId, ids],
  )
  await world.database.query(
    `insert into messenger.read_position (chat_id, profile_id, seq, ordinal, at)
     select $1::uuid, id, 1, 0, now() from unnest($2::uuid[]) id`,
    [chatId, ids],
  )
  await world.database.query(
    'update messenger.chat set members_count = members_count + $2::int, version = version + 1 where id = $1::uuid',
    [chatId, count],
  )
  return ids
}

/** Lets the school of the cast have 48 classes with 1,200 pupils, and a chat for each class. */
export async function growSchool(world: World, cast: Cast): Promise<void> {
  const { communityId } = cast.school
  const { client } = cast.director
  const names = GRADES.flatMap((grade) =>
    LETTERS.slice(0, grade <= WIDE ? 5 : 4).map((letter) => ({ grade, name: `${grade}«${letter}»` })),
  )
  const there = new Set((await client.call('units.list', { communityId })).units.map(({ unit }) => unit.name))
  for (const { grade, name } of names) {
    if (!there.has(name)) await client.call('units.create', { id: newId(), communityId, name, grade })
  }
  const { units } = await client.call('units.list', { communityId })
  const classes = units.filter(({ unit }) => !unit.system).map(({ unit }) => unit)
  const pupils = await world.database.query<{ profileId: string; unitId: string }>(PEOPLE, [
    communityId,
    PUPILS,
    classes.map(({ id }) => id),
  ])
  for (const { id, name } of classes) {
    const memberIds = pupils.filter(({ unitId }) => unitId === id).map(({ profileId }) => profileId)
    await client.call('chats.create', { id: newId(), communityId, unitId: id, title: `${name} — класс`, memberIds })
  }
}
