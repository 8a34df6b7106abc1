import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { POLL_TOLD_EVERY_MS } from '#contract/messenger/polls.limits.ts'
import { partsOf } from '#contract/messenger/publication-parts.ts'
import {
  PUBLICATION_TEXT_MAX,
  PUBLICATION_TITLE_MAX,
  type WrittenKind,
} from '#contract/messenger/publications.limits.ts'
import type { Publication } from '#contract/messenger/publications.ts'
import { apply, type Cast, createCast, join, signInGrownUp } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import type { Person } from '#testkit/people.ts'
import { phonePhoto } from '#testkit/pictures.ts'
import { attach, mayLoad } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
let communityId: string
let chatId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
  chatId = (await cast.director.client.call('publications.list', { communityId })).chatId
})
after(() => world[Symbol.asyncDispose]())

const ARTICLE = { title: 'Как мы встретили весну', text: 'Весь апрель в школе шла неделя наук.' }

const publish = async (by: Person, kind: WrittenKind = 'article', more: object = {}) =>
  (await by.client.call('publications.publish', { communityId, kind, ...ARTICLE, ...more })).seq

const POLL = { question: 'Куда поедем?', options: ['В музей', 'В лес'], anonymous: true, multiple: false }
const ask = async (by: Person) => (await by.client.call('polls.create', { chatId, key: newId(), ...POLL })).message.seq

const pageOf = async (by: Person, more: object = {}) =>
  (await by.client.call('publications.list', { communityId, ...more })).publications

const found = async (by: Person, seq: number): Promise<Publication | undefined> =>
  (await pageOf(by)).find(({ message }) => message.seq === seq)

const setEditor = (profileId: string, editor: boolean) =>
  cast.director.client.call('pageEditors.set', { communityId, profileId, editor })

const commonId = async () => {
  const { channels } = await cast.director.client.call('channels.list', { communityId })
  return channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
}

test('[ORG-15/members] every member reads the page, in the name of the organisation; who wrote is told to publishers alone', async () => {
  const seq = await publish(cast.director)
  for (const reader of [cast.teacher, cast.pupil, cast.parent, cast.otherPupil]) {
    const { publications, cards } = await reader.client.call('publications.list', { communityId })
    const one = publications.find(({ message }) => message.seq === seq)!
    assert.deepEqual(partsOf(one.kind, one.message.text), ARTICLE)
    assert.deepEqual(
      [one.kind, one.authorId, one.mirrored, one.message.senderId],
      ['article', null, false, communityId],
    )
    assert.deepEqual(cards, [])
  }
  const { publications, cards } = await cast.director.client.call('publications.list', { communityId })
  assert.equal(publications[0]!.authorId, cast.director.profileId)
  assert.deepEqual(
    cards.map(({ id }) => id),
    [cast.director.profileId],
  )
})

test('[ORG-15/outsiders] strangers, applicants and whoever was removed find nothing on any path, files included', async () => {
  const { director, newcomer, stranger, school } = cast
  const { id: fileId } = await attach(director.client, chatId, Buffer.from('Отчёт о походе'))
  const seq = await publish(director, 'report', { text: '', attachments: [fileId] })
  const poll = await ask(director)
  const applicant = await signInGrownUp(world, 'Заявкина')
  await apply(school, applicant, { unitId: cast.classId, role: 'staff', position: 'Учитель' })
  const removed = await signInGrownUp(world, 'Ушедшая')
  await join(school, removed, { unitId: school.staffUnitId, role: 'staff', position: 'Учитель' })
  assert.equal(await mayLoad(removed.client, fileId), true)
  await director.client.call('members.remove', { communityId, profileId: removed.profileId })
  for (const { client } of [stranger, newcomer, applicant, removed]) {
    await client.refused('publications.list', { communityId }, 'community.unknown')
    await client.refused('publications.publish', { communityId, kind: 'article', ...ARTICLE }, 'community.unknown')
    await client.refused('publications.erase', { communityId, seq }, 'community.unknown')
    await client.refused('chats.get', { chatId }, 'chat.unknown')
    await client.refused('messages.page', { chatId }, 'chat.unknown')
    await client.refused('messages.get', { chatId, seqs: [seq] }, 'chat.unknown')
    await client.refused('attachments.list', { chatId, what: 'file' }, 'chat.unknown')
    await client.refused('polls.own', { chatId, seq: poll }, 'chat.unknown')
    await client.refused('polls.vote', { chatId, seq: poll, key: newId(), choice: [0] }, 'chat.unknown')
    const key = newId()
    const forward = { chatId, fromChatId: chatId, messages: [{ seq, key }] }
    await client.refused('messages.forward', forward, 'chat.unknown')
    assert.equal(await mayLoad(client, fileId), false)
  }
  assert.equal(await mayLoad(cast.pupil.client, fileId), true)
})

test('[ORG-15/hidden] the page is in no list of chats, no snapshot and no list of channels, and nothing of it comes by the socket', async () => {
  const { director, pupil, parent } = cast
  await using socket = await world.socket(pupil.client)
  const hello = await socket.hello()
  const seq = await publish(director)
  const common = await commonId()
  await director.client.call('channels.post', { chatId: common, text: 'Последнее слово' })
  await socket.event('message.posted', ({ message }) => message.text === 'Последнее слово')
  const told = [hello, await socket.hello({}), socket.frames]
  for (const { client } of [director, pupil, parent]) told.push((await client.call('chats.list', {})) as never)
  told.push((await director.client.call('channels.list', { communityId })) as never)
  told.push((await parent.client.call('feed.page', {})) as never)
  assert.ok(!JSON.stringify(told).includes(chatId))
  for (const operation of ['channels.posts', 'chats.members'] as const) {
    await director.client.refused(operation, { chatId }, 'chat.unknown')
  }
  await director.client.refused('channels.post', { chatId, text: 'Мимо' }, 'chat.unknown')
  await director.client.refused('channels.erase', { chatId, seqs: [seq] }, 'chat.unknown')
  // Nor by the way of every message: it is nobody's own.
  await director.client.refused('messages.erase', { chatId, seqs: [seq] }, 'message.notOwn')
  await pupil.client.refused('messages.send', { chatId, key: newId(), text: 'Ура' }, 'message.channelReadOnly')
})

test('[ORG-15/right] only administrators and those to whom they have given it publish, and it ends at once', async () => {
  const { director, teacher, secondTeacher, pupil, parent } = cast
  const seq = await publish(director)
  const words = { communityId, ...ARTICLE }
  const refuses = async ({ client }: Person) => {
    await client.refused('publications.publish', { ...words, kind: 'report' }, 'community.notAllowed')
    await client.refused('publications.edit', { ...words, seq, version: 1 }, 'community.notAllowed')
    await client.refused('publications.erase', { communityId, seq }, 'community.notAllowed')
    await client.refused('publications.mirror', { communityId, seq }, 'community.notAllowed')
    await client.refused('polls.create', { chatId, key: newId(), ...POLL }, 'message.channelReadOnly')
    const file = { chatId, id: newId(), name: 'x', bytes: 9, sha256: '0'.repeat(64) }
    await client.refused('attachments.begin', file, 'message.channelReadOnly')
  }
  for (const person of [teacher, pupil, parent]) await refuses(person)
  await using socket = await world.socket(teacher.client)
  await socket.hello()
  await setEditor(teacher.profileId, true)
  await setEditor(teacher.profileId, true)
  await socket.event('membership.changed', ({ membership }) => membership.grants.includes('page.post'))
  const own = await publish(teacher, 'report')
  await ask(teacher)
  await teacher.client.call('publications.edit', { ...words, seq, version: 1, text: 'Исправлено' })
  assert.equal((await found(teacher, seq))?.message.text, `${ARTICLE.title}\n\nИсправлено`)
  assert.equal((await found(teacher, own))?.authorId, teacher.profileId)
  await teacher.client.refused(
    'pageEditors.set',
    { communityId, profileId: pupil.profileId, editor: true },
    'community.notAllowed',
  )
  await teacher.client.refused('pageEditors.list', { communityId }, 'community.notAllowed')
  assert.deepEqual((await director.client.call('pageEditors.list', { communityId })).profileIds, [teacher.profileId])
  await setEditor(teacher.profileId, false)
  await socket.event('membership.changed', ({ membership }) => !membership.grants.includes('page.post'))
  await refuses(teacher)
  await director.client.refused(
    'pageEditors.set',
    { communityId, profileId: pupil.profileId, editor: true },
    'member.editorNotStaff',
  )
  const nobody = { communityId, profileId: cast.stranger.profileId, editor: true }
  await director.client.refused('pageEditors.set', nobody, 'member.unknown')
  const { entries } = await director.client.call('audit.list', { communityId })
  const acts = entries.filter(({ act }) => act.startsWith('pageEditor.')).map(({ act }) => act)
  assert.deepEqual(acts, ['pageEditor.taken', 'pageEditor.given'])
  await refuses(secondTeacher)
})

test('[ORG-15/staff] with the last role of the staff the right is gone, and does not come back with another one', async () => {
  const { school, director } = cast
  const person = await signInGrownUp(world, 'Редакторова')
  const place = { unitId: school.staffUnitId, role: 'staff', position: 'Библиотекарь' } as const
  await join(school, person, place)
  await setEditor(person.profileId, true)
  await publish(person)
  await join(school, person, { unitId: cast.classId, role: 'parent', childProfileId: cast.pupil.profileId })
  await director.client.call('members.remove', { communityId, profileId: person.profileId, unitId: school.staffUnitId })
  await person.client.refused(
    'publications.publish',
    { communityId, kind: 'article', ...ARTICLE },
    'community.notAllowed',
  )
  await join(school, person, place)
  await person.client.refused(
    'publications.publish',
    { communityId, kind: 'article', ...ARTICLE },
    'community.notAllowed',
  )
})

test('[ORG-15/kinds] kinds are found apart, page by page, the newest first', async () => {
  const seqs: number[] = []
  for (const title of ['Первый', 'Второй', 'Третий']) seqs.unshift(await publish(cast.director, 'script', { title }))
  const poll = await ask(cast.director)
  const first = await cast.pupil.client.call('publications.list', { communityId, kind: 'script', limit: 2 })
  const input = { communityId, kind: 'script', limit: 2, cursor: first.next! } as const
  const rest = await cast.pupil.client.call('publications.list', input)
  const scripts = [...first.publications, ...rest.publications]
  assert.deepEqual(
    scripts.map(({ message }) => message.seq),
    seqs,
  )
  assert.equal(rest.next, null)
  assert.ok(scripts.every(({ kind }) => kind === 'script'))
  const polls = await pageOf(cast.pupil, { kind: 'poll' })
  assert.equal(polls[0]!.message.seq, poll)
  assert.equal((await pageOf(cast.pupil))[0]!.kind, 'poll')
})

test('[ORG-15/poll] members vote on the page; who chose what stays unknown, and whoever publishes ends it', async () => {
  const seq = await ask(cast.director)
  const vote = { chatId, seq, key: newId(), choice: [1] }
  world.clock.advance(POLL_TOLD_EVERY_MS)
  assert.equal((await cast.parent.client.call('polls.vote', vote)).voted, true)
  assert.equal((await found(cast.parent, seq))?.message.poll?.state.voters, 1)
  await cast.parent.client.refused('polls.voters', { chatId, seq }, 'poll.votersHidden')
  const named = { chatId, key: newId(), ...POLL, anonymous: false }
  await cast.director.client.refused('polls.create', named, 'poll.channelAnonymous')
  await cast.parent.client.refused('polls.end', { chatId, seq }, 'poll.notYours')
  await setEditor(cast.teacher.profileId, true)
  await cast.teacher.client.call('polls.end', { chatId, seq })
  await setEditor(cast.teacher.profileId, false)
  assert.equal((await found(cast.parent, seq))?.message.poll?.state.ended?.by, 'person')
})

test('[ORG-15/words] titles and texts have limits of their own; articles are longer than messages, reports may be pictures alone', async () => {
  const { client } = cast.director
  const input = { communityId, kind: 'article', ...ARTICLE } as const
  for (const title of ['', ' \n ', 'я'.repeat(PUBLICATION_TITLE_MAX + 1)]) {
    await client.refused('publications.publish', { ...input, title }, 'publication.titleInvalid')
  }
  await client.refused('publications.publish', { ...input, text: ' ' }, 'message.empty')
  await client.refused('publications.publish', { ...input, kind: 'report', text: '' }, 'message.empty')
  for (const kind of ['report', 'article', 'script'] as const) {
    const text = 'я'.repeat(PUBLICATION_TEXT_MAX[kind])
    await client.refused('publications.publish', { ...input, kind, text: `${text}я` }, 'message.tooLong')
    const one = await found(cast.pupil, await publish(cast.director, kind, { text }))
    assert.equal(partsOf(kind, one!.message.text).text, text)
  }
  const { id } = await attach(client, chatId, Buffer.from('Фото'))
  const one = await found(cast.pupil, await publish(cast.director, 'report', { text: '', attachments: [id] }))
  assert.deepEqual(partsOf('report', one!.message.text), { title: ARTICLE.title, text: '' })
  assert.equal(one!.message.attachments[0]!.id, id)
})

test('[ORG-15/photo] children read the page, so a photo on it does not tell where it was taken', async () => {
  const photo = await attach(cast.director.client, chatId, await phonePhoto(60, 40), { name: 'лес.jpg' })
  const one = await found(cast.pupil, await publish(cast.director, 'report', { attachments: [photo.id] }))
  const [shown] = one!.message.attachments
  assert.equal(shown!.kind, 'photo')
  assert.notEqual(shown!.id, photo.id)
  assert.deepEqual(
    [await mayLoad(cast.pupil.client, shown!.id), await mayLoad(cast.pupil.client, photo.id)],
    [true, false],
  )
})

test('[ORG-15/edited] a publication is edited by version at any time, but for a poll', async () => {
  const { client } = cast.director
  const seq = await publish(cast.director)
  world.clock.advance(3 * 24 * 3_600_000)
  const input = { communityId, seq, version: 1, title: 'Иначе', text: 'Иной текст' }
  const { version } = await client.call('publications.edit', input)
  assert.equal(version, 2)
  await client.refused('publications.edit', { ...input, title: 'Третье' }, 'message.versionConflict')
  assert.deepEqual(await client.call('publications.edit', { ...input, version }), { version })
  const one = await found(cast.pupil, seq)
  assert.deepEqual(partsOf('article', one!.message.text), { title: 'Иначе', text: 'Иной текст' })
  const poll = { ...input, seq: await ask(cast.director) }
  await client.refused('publications.edit', poll, 'poll.notEdited')
  await client.refused('publications.edit', { ...input, seq: 9_999 }, 'publication.unknown')
})

test('[ORG-15/erased] what is deleted is gone for everybody with its files, and nothing of its words is left', async () => {
  const { client } = cast.director
  const { id } = await attach(client, chatId, Buffer.from('Лишнее'))
  const title = 'Ошибочное название'
  const seq = await publish(cast.director, 'report', { title, attachments: [id] })
  await client.call('publications.erase', { communityId, seq })
  assert.equal(await found(cast.pupil, seq), undefined)
  assert.equal(await mayLoad(client, id), false)
  await client.refused('publications.erase', { communityId, seq }, 'publication.unknown')
  const { messages } = await cast.pupil.client.call('messages.get', { chatId, seqs: [seq] })
  assert.deepEqual([messages[0]!.text, messages[0]!.attachments], ['', []])
  const rows = await world.database.query(`select from messenger.message where text like $1`, [`%${title}%`])
  assert.equal(rows.length, 0)
})
