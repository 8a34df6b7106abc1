import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { isRefused } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { upload } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let everyone: string
let staff: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  const { channels } = await cast.director.client.call('channels.list', { communityId: cast.school.communityId })
  everyone = channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
  staff = channels.find(({ chat }) => chat.channelClass === 'staff')!.chat.id
})
after(() => world[Symbol.asyncDispose]())

const post = async (chatId: string, text: string, by = cast.director) =>
  (await by.client.call('channels.post', { chatId, text })).seq

const textsOf = async (person: Person, chatId: string) => {
  const { entries } = await person.client.call('messages.page', { chatId })
  return entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message.text] : []))
}

/** Everything that somebody is told of his chats: lists, pages, the snapshot and what came over the socket. */
async function toldTo(person: Person, chatId: string, work: () => Promise<void>): Promise<string> {
  await using socket = await world.socket(person.client)
  const first = await socket.hello()
  await work()
  await socket.event('message.posted', ({ message }) => message.chatId === chatId)
  const again = await socket.hello({ open: [chatId] })
  const list = await person.client.call('chats.list', {})
  const page = await person.client.call('messages.page', { chatId })
  const state = await person.client.call('chats.get', { chatId })
  return JSON.stringify([first, again, list, page, state, socket.frames])
}

test('[CHN-02/author] a post is the organisation’s: no reader is told who wrote it, and administrators are', async () => {
  const told = await toldTo(cast.pupil, everyone, async () => {
    await post(everyone, 'Завтра линейка')
    const seq = await post(everyone, 'Линейка в десять')
    await cast.director.client.call('channels.edit', { chatId: everyone, seq, version: 1, text: 'Линейка в девять' })
    await cast.director.client.call('channels.erase', { chatId: everyone, seqs: [await post(everyone, 'Ошибка')] })
  })
  assert.ok(told.includes('Линейка в девять'))
  assert.ok(!told.includes(cast.director.profileId), 'the author is told')
  const { entries } = await cast.pupil.client.call('messages.page', { chatId: everyone })
  const senders = entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message.senderId] : []))
  assert.deepEqual([...new Set(senders)], [cast.school.communityId])
  const { posts, cards } = await cast.director.client.call('channels.posts', { chatId: everyone, limit: 2 })
  assert.deepEqual(
    posts.map(({ message, authorId }) => [message.text, message.erased, authorId]),
    [
      ['', 'author', cast.director.profileId],
      ['Линейка в девять', null, cast.director.profileId],
    ],
  )
  assert.deepEqual(
    cards.map(({ surname }) => surname),
    ['Климова'],
  )
})

test('[CHN-02] a post carries the name and the logo of the organisation; who wrote it is for administrators alone', async () => {
  const { communityId } = cast.school
  const fileId = await upload(cast.director.client, await pictureOf(90, 90))
  const { logoId } = await cast.director.client.call('organisation.setLogo', { communityId, fileId })
  await post(everyone, 'От имени школы')
  for (const reader of [cast.pupil, cast.parent, cast.teacher]) {
    const { entries } = await reader.client.call('messages.page', { chatId: everyone })
    const last = entries.findLast((entry) => entry.e === 'message.posted')!
    assert.ok(last.e === 'message.posted' && last.p.message.senderId === communityId)
    const { memberships } = await reader.client.call('communities.mine', {})
    const sender = memberships.find((each) => each.communityId === last.p.message.senderId)!
    assert.deepEqual([sender.name, sender.logoId], [cast.school.name, logoId])
    assert.equal((await reader.client.raw(`/photos/${logoId}/96`)).status, 200)
    await assert.rejects(reader.client.call('channels.posts', { chatId: everyone }), isRefused('community.notAllowed'))
  }
  const { posts } = await cast.director.client.call('channels.posts', { chatId: everyone, limit: 1 })
  assert.equal(posts[0]!.authorId, cast.director.profileId)
})

test('posts are listed page by page, the newest first', async () => {
  for (const text of ['Первое', 'Второе', 'Третье']) await post(staff, text)
  const first = await cast.director.client.call('channels.posts', { chatId: staff, limit: 2 })
  const rest = await cast.director.client.call('channels.posts', { chatId: staff, limit: 2, cursor: first.next! })
  assert.deepEqual(
    [...first.posts, ...rest.posts].map(({ message }) => message.text),
    ['Третье', 'Второе', 'Первое'],
  )
  assert.equal(rest.next, null)
})

test('[CHN-03/right] only those who hold the right write in a channel, and to others it is closed or not there', async () => {
  const { communityId } = cast.school
  const teacher = cast.teacher.client
  const refused = isRefused('community.notAllowed')
  await assert.rejects(teacher.call('channels.list', { communityId }), refused)
  await assert.rejects(teacher.call('channels.post', { chatId: staff, text: 'От меня' }), refused)
  await assert.rejects(cast.pupil.client.call('channels.post', { chatId: everyone, text: 'Ура' }), refused)
  const seq = await post(staff, 'Педсовет')
  const edit = { chatId: staff, seq, version: 1, text: 'Не педсовет' }
  await assert.rejects(teacher.call('channels.edit', edit), refused)
  await assert.rejects(teacher.call('channels.erase', { chatId: staff, seqs: [seq] }), refused)
  await assert.rejects(teacher.call('channels.posts', { chatId: staff }), refused)
  await assert.rejects(teacher.call('channels.reach', { chatId: staff, seq }), refused)
  // Neither by the way of every message: it is nobody's own.
  await assert.rejects(cast.director.client.call('messages.edit', edit), isRefused('message.notOwn'))
  await assert.rejects(
    cast.teacher.client.call('messages.erase', { chatId: staff, seqs: [seq] }),
    isRefused('message.notOwn'),
  )
  for (const outside of [cast.pupil, cast.parent, cast.stranger]) {
    await assert.rejects(
      outside.client.call('channels.post', { chatId: staff, text: 'Кто здесь?' }),
      isRefused('chat.unknown'),
    )
  }
  assert.deepEqual((await textsOf(cast.teacher, staff)).at(-1), 'Педсовет')
})

test('[CHN-04/server] whoever reads a channel is told by a code of its own that he cannot write there', async () => {
  for (const person of [cast.director, cast.teacher, cast.pupil, cast.parent]) {
    const { mine } = await person.client.call('chats.get', { chatId: everyone })
    assert.equal(mine.writeRefusal, 'message.channelReadOnly')
    const input = { chatId: everyone, key: crypto.randomUUID(), text: 'Можно?' }
    await assert.rejects(person.client.call('messages.send', input), isRefused('message.channelReadOnly'))
  }
})

test('[CHN-05/received] staff receives «Сотрудники», a pupil and a parent in no form, and a role decides at once', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Новый', name: 'Юрий' })
  await join(cast.school, person, { unitId: cast.classId, role: 'parent', childProfileId: cast.secondPupil.profileId })
  const sockets = await Promise.all([cast.pupil, cast.parent, person].map(({ client }) => world.socket(client)))
  for (const socket of sockets) await socket.hello()
  await using teacher = await world.socket(cast.teacher.client)
  await teacher.hello()
  await post(staff, 'Только своим')
  await teacher.event('message.posted', ({ message }) => message.text === 'Только своим')
  for (const outside of [cast.pupil, cast.parent, person]) {
    const { chats } = await outside.client.call('chats.list', {})
    assert.ok(!chats.some(({ chat }) => chat.id === staff))
    await assert.rejects(outside.client.call('messages.page', { chatId: staff }), isRefused('chat.unknown'))
  }
  await join(cast.school, person, { unitId: cast.school.staffUnitId, role: 'staff', position: 'Завхоз' })
  await sockets[2]!.event('chat.added', ({ state }) => state.chat.id === staff)
  await post(staff, 'И завхозу')
  assert.equal((await textsOf(person, staff)).at(-1), 'И завхозу')
  for (const socket of sockets.slice(0, 2)) {
    const told = JSON.stringify(socket.frames)
    assert.ok(!told.includes('Только своим') && !told.includes('И завхозу') && !told.includes(staff))
  }
  for (const socket of sockets) await socket[Symbol.asyncDispose]()
})

test('a post is changed for a day, unseen changes are not overwritten, and what is no post is not touched', async () => {
  const seq = await post(staff, 'В среду')
  const edit = (version: number, text: string) =>
    cast.director.client.call('channels.edit', { chatId: staff, seq, version, text })
  assert.deepEqual(await edit(1, 'В четверг'), { version: 2 })
  await assert.rejects(edit(1, 'В пятницу'), isRefused('message.versionConflict'))
  assert.deepEqual(await edit(2, 'В четверг'), { version: 2 })
  await assert.rejects(edit(2, '   '), isRefused('message.empty'))
  world.clock.advance(24 * 3_600_000)
  await assert.rejects(edit(2, 'Поздно'), isRefused('message.dayOver'))
  await cast.director.client.call('channels.erase', { chatId: staff, seqs: [seq] })
  await cast.director.client.call('channels.erase', { chatId: staff, seqs: [seq] })
  await assert.rejects(edit(3, 'Снова'), isRefused('message.erased'))
  await assert.rejects(
    cast.director.client.call('channels.erase', { chatId: staff, seqs: [1_000_000] }),
    isRefused('message.unknown'),
  )
})

test('readers of a channel learn nothing of each other', async () => {
  const seq = await post(everyone, 'Прочитайте')
  await using socket = await world.socket(cast.pupil.client)
  await cast.parent.client.call('reads.mark', { chatId: everyone, seq })
  await cast.teacher.client.call('reads.mark', { chatId: everyone, seq })
  const snapshot = await socket.hello({ open: [everyone] })
  const state = await cast.pupil.client.call('chats.get', { chatId: everyone })
  assert.deepEqual(state.readTop, [])
  assert.deepEqual(snapshot.moved.find((moved) => moved.state.chat.id === everyone)!.state.readTop, [])
})

test('[CHN-09] the author sees delivered and read by unit; whoever is out of the audience counts nowhere', async () => {
  const seq = await post(everyone, 'Кто прочитал?')
  // What somebody does is noted once a minute.
  world.clock.advance(61_000)
  const reach = async () => (await cast.director.client.call('channels.reach', { chatId: everyone, seq })).units
  const classReach = async () => (await reach()).find(({ unitId }) => unitId === cast.classId)!
  const before = await classReach()
  assert.deepEqual([before.name, before.reach.read, before.reach.delivered], ['5«Б»', 0, 0])
  // A device that has been here since, and one on which it was read.
  await cast.secondPupil.client.call('chats.list', {})
  await cast.pupil.client.call('reads.mark', { chatId: everyone, seq })
  const now = await classReach()
  assert.deepEqual([now.reach.read, now.reach.delivered, now.reach.people], [1, 2, before.reach.people])
  const { total } = await cast.director.client.call('channels.reach', { chatId: everyone, seq })
  assert.deepEqual([total.read, total.people >= now.reach.people + 1], [1, true])
  const { posts } = await cast.director.client.call('channels.posts', { chatId: everyone, limit: 2 })
  assert.deepEqual(
    posts.map(({ read }) => read),
    [1, 3],
  )
  await cast.director.client.call('members.remove', {
    communityId: cast.school.communityId,
    profileId: cast.pupil.profileId,
  })
  assert.equal((await classReach()).reach.read, 0)
  await assert.rejects(
    cast.director.client.call('channels.reach', { chatId: everyone, seq: 1_000_000 }),
    isRefused('message.unknown'),
  )
})

test('[CHN-09/listening] a post is delivered to a device that only listens, which is no use of the account', async () => {
  const { client, profileId } = cast.otherPupil
  const { sessionId } = await client.call('sessions.current', {})
  const seenAt = async () => (await client.call('sessions.list', {})).sessions[0]!.seenAt
  const before = await seenAt()
  const seq = await post(everyone, 'Кто слушает?')
  const delivered = async () =>
    (await cast.director.client.call('channels.reach', { chatId: everyone, seq })).units.find(
      ({ unitId }) => unitId === cast.otherClassId,
    )!.reach.delivered
  const was = await delivered()
  await world.app.identity.noteConnected([sessionId])
  const seen = await world.database.query<{ seen: boolean }>(
    'select seen_at >= connected_at as seen from identity.session where id = $1 and active_profile_id = $2',
    [sessionId, profileId],
  )
  assert.deepEqual(seen, [{ seen: false }])
  assert.deepEqual([was, await delivered()], [0, 1])
  assert.equal(await seenAt(), before)
})

/** Rows that the database writes for some posts, in all tables; an update of many counts as many. */
async function writtenBy(posts: number): Promise<number> {
  const [{ xid }] = (await world.database.query(
    `select pg_snapshot_xmax(pg_current_snapshot())::text::bigint::float8 as xid`,
  )) as [{ xid: number }]
  for (let i = 0; i < posts; i += 1) await post(everyone, `Объявление ${i}`)
  const tables = (await world.database.query(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^pg_|^information_schema$'`,
  )) as { name: string }[]
  let rows = 0
  for (const { name } of tables) {
    const counted = await world.database.query(
      `select count(*)::int as n from ${name} where xmin::text::bigint >= $1::float8::bigint`,
      [xid],
    )
    rows += (counted[0] as { n: number }).n
  }
  return rows
}

test('[CHN-05/rows] a post costs no write a reader: three thousand more change nothing', async () => {
  const few = await writtenBy(20)
  await world.database.query(
    `with people as (
       insert into identity.person (id, surname, name, patronymic, birth_date, created_at)
       select gen_random_uuid(), 'Читатель', 'Номер', '', '1980-01-01', now() from generate_series(1, 3000)
       returning id
     ), accounts as (
       insert into identity.account (id, created_at) select gen_random_uuid(), now() from people returning id
     ), pairs as (
       select p.id as person_id, a.id as account_id from (select id, row_number() over () as n from people) p
       join (select id, row_number() over () as n from accounts) a using (n)
     ), profiles as (
       insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
       select gen_random_uuid(), account_id, person_id, 'learning', 'Читатель', 'Номер', '', now() from pairs
       returning id, person_id
     ), members as (
       insert into communities.member (community_id, profile_id, person_id, sort_name, joined_at)
       select $1, id, person_id, 'читатель', now() from profiles returning profile_id
     )
     insert into communities.member_role (id, community_id, profile_id, role, granted_at, basis)
     select gen_random_uuid(), $1, profile_id, 'staff', now(), 'application' from members`,
    [cast.school.communityId],
  )
  const many = await writtenBy(20)
  const { channels } = await cast.director.client.call('channels.list', { communityId: cast.school.communityId })
  assert.ok(channels.every(({ audience }) => audience >= 3_000))
  assert.ok(few >= 20, 'the posts themselves are counted')
  // What runs beside the posts may write a row or two.
  assert.ok(many <= few + 20, `${many} rows for 3,000 readers, ${few} for a few`)
})
