import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { DELETION_WAIT_MS } from '#contract/identity/deletion.limits.ts'
import { GONE_NAME } from '#contract/identity/names.ts'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { BackupFolder } from '#server/platform/backup/backup-folder.ts'
import { loadErasures, shipErasures } from '#server/platform/erasures/erasure-shipping.ts'
import { keepHouse } from '#server/platform/jobs/housekeeping.ts'
import { rareWord } from '#testkit/canary.ts'
import { apply, type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { setFirstPassword, setUpCodeApp } from '#testkit/second-factor.ts'
import { tablesWith } from '#testkit/tables-with.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { createTestDatabase } from '#testkit/test-database.ts'
import { declareFile, upload, wearPhoto } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

const PASSWORD = 'Осенний-лес-шумит'
/** Stand on the card of whoever goes, one after the other. */
const SHOWN = ['q7-before@example.org', 'q7-now@example.org']
/** What he has written for himself alone, what he calls a folder, what he has not sent, what is sent later, why his child was away. */
const [NOTE, FOLDER, DRAFT, LATER, AWAY] = [rareWord(), rareWord(), rareWord(), rareWord(), rareWord()]

let daysAhead = 0

interface Gone {
  person: Person
  number: string
  chatId: string
  messageId: string
}

/** A parent and teacher with something in every place, who has asked for his account to be deleted. */
async function leave(world: World, cast: Cast): Promise<Gone> {
  const { school, classId, teacher, pupil } = cast
  const about = { surname: rareWord(), name: rareWord(), patronymic: rareWord(), birthDate: '1971-08-19' }
  const person = await signIn(world, newPhone(), about)
  const { client, profileId } = person
  await setFirstPassword(world, person, PASSWORD)
  const app = await setUpCodeApp(world, client, PASSWORD)
  await join(school, person, { unitId: school.staffUnitId, role: 'staff', position: rareWord() })
  await join(school, person, { unitId: classId, role: 'parent', childProfileId: pupil.profileId })
  await apply(cast.kindergarten, person, {
    unitId: cast.kindergarten.staffUnitId,
    role: 'staff',
    position: 'Воспитатель',
  })
  const { surname, patronymic } = about
  await client.call('profiles.rename', { surname, name: rareWord(), patronymic })
  await client.call('privacy.set', {
    write: 'contacts',
    calls: 'contacts',
    groups: 'nobody',
    photo: 'nobody',
    readMarks: false,
  })
  for (const email of SHOWN) await client.call('details.set', { birthday: 'contacts', phone: '', email })
  await client.call('blocks.block', { profileId: cast.secondTeacher.profileId })
  const { token } = await client.call('personalContacts.makeCode', {})
  await cast.stranger.client.call('personalContacts.answer', { token })
  await client.call('personalContacts.confirm', { profileId: cast.stranger.profileId })
  const { chat } = await teacher.client.call('chats.create', {
    id: newId(),
    communityId: school.communityId,
    title: 'Поход',
    memberIds: [profileId, pupil.profileId],
  })
  const { message } = await client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Рюкзаки у меня' })
  const sent = await teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Хорошо' })
  await client.call('reads.mark', { chatId: chat.id, seq: sent.message.seq })
  const favourites = await client.call('favourites.open', { id: newId() })
  await client.call('messages.send', { chatId: favourites.chat.id, key: newId(), text: `Пароль от сейфа: ${NOTE}` })
  const folder = { id: newId(), name: FOLDER, rule: null, chatIds: [chat.id] }
  await client.call('folders.set', { version: 0, list: [folder] })
  const draft = { text: DRAFT, mentions: [], replyToSeq: null }
  await client.call('drafts.set', { chatId: chat.id, base: 0, draft })
  const sendAt = new Date(world.clock.now() + 300 * 86_400_000).toISOString()
  await client.call('scheduled.add', { chatId: chat.id, id: newId(), text: LATER, sendAt })
  // Of one child nobody tells the same day twice.
  daysAhead += 1
  const day = new Date(world.clock.now() + daysAhead * 86_400_000).toISOString().slice(0, 10)
  const place = { unitId: classId, childProfileId: pupil.profileId }
  await client.call('absences.tell', { id: newId(), ...place, from: day, to: day, reason: 'other', note: AWAY })
  const joint = { id: newId(), communityId: null, title: 'Вдвоём', memberIds: [cast.stranger.profileId] }
  await client.call('chats.create', joint)
  await declareFile(client, Buffer.from('Фотография'))
  // As if something used it, so that no sweep takes it before.
  await world.database.query('update files.file set expires_at = null where owner_id = $1', [profileId])
  const proof = { by: { password: PASSWORD }, factorCode: app.recoveryCodes[0]! }
  const { number } = await client.call('deletion.ask', proof)
  return { person, number, chatId: chat.id, messageId: message.id }
}

async function waitOut(world: World): Promise<void> {
  world.clock.advance(DELETION_WAIT_MS + 1_000)
  await world.app.identity.finishDeletions()
}

const wordsOf = ({ about, phone }: Person) => [
  about.surname,
  about.name,
  about.patronymic,
  about.birthDate,
  phone.slice(1),
  NOTE,
  FOLDER,
  DRAFT,
  LATER,
  AWAY,
  ...SHOWN,
]

test('[IDN-24/erased] after the term nothing in the database says who it was, and everybody sees a deleted profile', async () => {
  await using world = await createWorld()
  const cast = await createCast(world)
  const gone = await leave(world, cast)
  const { person, number, chatId } = gone
  const { profileId, client } = person
  for (const word of wordsOf(person)) assert.notDeepEqual(await tablesWith(world.database, word), [], word)
  await using socket = await world.socket(cast.teacher.client)
  await socket.hello({ open: [chatId] })
  world.clock.advance(DELETION_WAIT_MS - 60_000)
  await world.app.identity.finishDeletions()
  assert.equal((await client.call('sessions.current', {})).profiles.length, 1, 'not before its time')
  await waitOut(world)
  await keepHouse(world.app.platform)
  const { p } = await socket.event('profile.changed', ({ card }) => card.id === profileId && card.gone)
  assert.deepEqual([p.card.surname, p.card.name, p.card.patronymic], ['', GONE_NAME, ''])
  for (const word of wordsOf(person)) assert.deepEqual(await tablesWith(world.database, word), [], word)
  await client.refused('sessions.current', {}, 'session.ended')
  const { cards } = await cast.teacher.client.call('profiles.cards', { ids: [profileId] })
  assert.deepEqual(cards[0] && [cards[0].gone, cards[0].surname, cards[0].staff], [true, '', false])
  const { entries } = await cast.pupil.client.call('messages.page', { chatId })
  const texts = entries.flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message.text] : []))
  assert.ok(texts.includes('Рюкзаки у меня'), 'what was said to others stays said')
  const { communityId } = cast.school
  const { members } = await cast.director.client.call('members.list', { communityId, limit: 200 })
  assert.ok(!members.some((member) => member.profileId === profileId))
  const { contacts } = await cast.stranger.client.call('personalContacts.list', {})
  assert.deepEqual(contacts, [])
  const certificate = await world.client().call('deletion.certificate', { number })
  assert.ok(certificate.doneAt !== null)
  const counts = Object.fromEntries(certificate.erased.map(({ what, count }) => [what, count]))
  const { profiles, files, roles, chats, contacts: personal, blocks, applications } = counts
  assert.deepEqual([profiles, files, roles, chats, personal, blocks, applications], [1, 1, 2, 3, 1, 1, 3])
  await world.app.files.sweep()
  const kept = await world.database.query('select id from files.file where owner_id = $1', [profileId])
  assert.deepEqual(kept, [], 'no file is left')
  const left = await world.database.query('select * from identity.deletion where account_id is not null')
  assert.deepEqual(left, [], 'the certificate names nobody')
})

test('[IDN-24/photo] the photo goes with its owner, and the picture that he gave a group stays with the group', async () => {
  await using world = await createWorld()
  const cast = await createCast(world)
  const { teacher, secondTeacher, director, school } = cast
  await setFirstPassword(world, teacher, PASSWORD)
  const photoId = await wearPhoto(teacher.client, await pictureOf(120, 120))
  const { chat } = await teacher.client.call('chats.create', {
    id: newId(),
    communityId: school.communityId,
    title: 'Педсовет',
    memberIds: [secondTeacher.profileId, director.profileId],
  })
  const fileId = await upload(teacher.client, await pictureOf(80, 80))
  const pictured = await teacher.client.call('chats.setPicture', { chatId: chat.id, fileId })
  // As of a group without an organisation, whose picture counts as a file of whoever gave it.
  await world.database.query(
    'update files.file set community_id = null where id in (select file_id from messenger.chat_picture)',
  )
  const statusOf = async (id: string) => (await secondTeacher.client.raw(`/photos/${id}/96`)).status
  assert.deepEqual([await statusOf(photoId), await statusOf(pictured.chat.pictureId!)], [200, 200])
  await teacher.client.call('deletion.ask', { by: { password: PASSWORD } })
  await waitOut(world)
  await world.app.files.sweep()
  assert.deepEqual([await statusOf(photoId), await statusOf(pictured.chat.pictureId!)], [404, 200])
  const files = await world.database.query('select id from files.file where owner_id = $1', [teacher.profileId])
  const pictures = await world.database.query('select file_id from messenger.chat_picture')
  assert.equal(files.length, pictures.length, 'no other file of his is left')
})

test('[IDN-24/number] the number is nobody’s then: whoever signs in with it gets an empty account', async () => {
  await using world = await createWorld()
  const cast = await createCast(world)
  const { person, chatId } = await leave(world, cast)
  await waitOut(world)
  world.clock.advance(CODE_RESEND_MS)
  const anew = await signIn(world, person.phone, { surname: 'Новая', name: 'Вера' })
  assert.notEqual(anew.profileId, person.profileId)
  assert.deepEqual((await anew.client.call('communities.mine', {})).memberships, [])
  await anew.client.refused('chats.get', { chatId }, 'chat.unknown')
  assert.deepEqual((await anew.client.call('profiles.cards', { ids: [person.profileId] })).cards, [])
  assert.equal((await anew.client.call('deletion.state', {})).deletion, null)
})

test('[IDN-24/resumed] an erasure that breaks off goes on where it stood, and the certificate counts nothing twice', async () => {
  await using world = await createWorld()
  const cast = await createCast(world)
  const [whole, broken] = [await leave(world, cast), await leave(world, cast)]
  await world.database.query(`create function stop_here() returns trigger language plpgsql as
    $$ begin raise exception 'stopped'; end $$`)
  await world.database.query(`create trigger stop before delete on communities.member_role for each row
    when (old.profile_id = '${broken.person.profileId}') execute function stop_here()`)
  world.clock.advance(DELETION_WAIT_MS + 1_000)
  await assert.rejects(world.app.identity.finishDeletions(), /stopped/)
  const read = (number: string) => world.client().call('deletion.certificate', { number })
  assert.ok((await read(whole.number)).doneAt !== null, 'it holds up nobody else')
  const half = await read(broken.number)
  assert.equal(half.doneAt, null)
  assert.ok(half.erased.length > 0)
  assert.deepEqual(await tablesWith(world.database, broken.person.phone.slice(1)), [], 'who it was goes first')
  await world.database.query('drop trigger stop on communities.member_role')
  await Promise.all([world.app.identity.finishDeletions(), world.app.identity.finishDeletions()])
  const [one, other] = [await read(whole.number), await read(broken.number)]
  assert.ok(other.doneAt !== null)
  // How much the logs hold of somebody depends on what others did.
  const counted = ({ erased }: typeof one) => erased.filter(({ what }) => what !== 'records')
  assert.deepEqual(counted(other), counted(one))
  await world.app.identity.finishDeletions()
  assert.deepEqual(await read(broken.number), other)
})

test('[IDN-24/backup] an account that a restored backup brings back is erased again before anybody is served', async () => {
  const home = await makeTemporaryFolder('parta-deletions-')
  await using database = await createTestDatabase()
  const folder = new BackupFolder(path.join(home, 'backups'), randomBytes(32))
  let gone: Gone
  {
    await using world = await createWorld({ database })
    const cast = await createCast(world)
    gone = await leave(world, cast)
    await waitOut(world)
    await keepHouse(world.app.platform)
    await shipErasures(world.app.platform.transaction, folder)
    // As a backup from before brings it back: a name, a number, a place, and no word of the deletion.
    const { profileId, about, phone } = gone.person
    const named = [profileId, about.surname]
    await database.query('update identity.profile set surname = $2, gone = false where id = $1', named)
    await database.query(
      `update identity.person set surname = $2 where id = (select person_id from identity.profile where id = $1)`,
      named,
    )
    await database.query(
      `update identity.account set phone = $2, locked_at = null
       where id = (select account_id from identity.profile where id = $1)`,
      [profileId, phone],
    )
    await database.query(
      `insert into communities.member (community_id, profile_id, person_id, sort_name, joined_at)
       select $2, id, person_id, lower(surname), now() from identity.profile where id = $1`,
      [profileId, cast.school.communityId],
    )
    await database.query(
      `insert into communities.member_role (id, community_id, profile_id, role, granted_at, basis)
       values ($2, $3, $1, 'staff', now(), 'request')`,
      [profileId, newId(), cast.school.communityId],
    )
    await database.query('delete from identity.deletion')
    await database.query('delete from platform.erasure')
    await loadErasures(world.app.platform.db, folder)
  }
  await using world = await createWorld({ database })
  for (const word of [gone.person.about.surname, gone.person.phone.slice(1)]) {
    assert.deepEqual(await tablesWith(database, word), [], word)
  }
  const certificate = await world.client().call('deletion.certificate', { number: gone.number })
  assert.ok(certificate.doneAt !== null)
  assert.ok(certificate.erased.some(({ what, count }) => what === 'roles' && count === 1))
  const texts = await database.query<{ text: string }>('select text from messenger.message')
  assert.ok(texts.some(({ text }) => text === 'Рюкзаки у меня'))
  await rm(home, { recursive: true, force: true })
})
