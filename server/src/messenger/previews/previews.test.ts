import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PreviewPlaces } from '#contract/communities/dialogue-rules.ts'
import type { EventPayload } from '#contract/events.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { LINK_PICTURE_SIDE } from '#contract/messenger/previews.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { edit, erase, forward, send, startChat } from '#testkit/messages.ts'
import { bytes, type OtherHosts, page, startOtherHosts } from '#testkit/other-hosts.ts'
import type { Person } from '#testkit/people.ts'
import { describePicture, phonePhoto } from '#testkit/pictures.ts'
import { assertEventsReproduceState } from '#testkit/replay.ts'
import type { TestSocket } from '#testkit/test-socket.ts'
import { createWorld, type World } from '#testkit/world.ts'

const DAY_MS = 24 * 3_600_000
let hosts: OtherHosts
let world: World
let cast: Cast
let chatId: string
let heard: TestSocket
before(async () => {
  const photo = await phonePhoto(640, 480)
  const card = page(
    '<title>🎓 Олимпиада\u202e</title><meta name="description" content="Когда и где"><meta property="og:image" content="/photo">',
  )
  hosts = await startOtherHosts({
    '/': card,
    '/again': card,
    '/pupils': card,
    '/first': card,
    '/second': card,
    '/kept': card,
    '/erased': card,
    '/forbidden': card,
    '/vanishing': card,
    '/photo': bytes('image/jpeg', photo),
    '/dot': page('<title>Счётчик</title><meta property="og:image" content="/pixel">'),
    '/pixel': bytes('image/png', Buffer.from('нет')),
    '/empty': page('<meta name="description" content="Без имени">'),
  })
  world = await createWorld({ environment: { PARTA_LINK_PREVIEWS: 'on' }, egress: hosts.allowance })
  cast = await createCast(world)
  chatId = await startChat(cast, [cast.secondTeacher])
  heard = await world.socket(cast.secondTeacher.client)
  await heard.hello({ open: [chatId] })
})
after(async () => {
  await world[Symbol.asyncDispose]()
  await hosts[Symbol.asyncDispose]()
})

/** Sends an address and waits until its card has come to whoever listens. */
async function sendLink(path: string): Promise<Message> {
  const sent = await post(cast.teacher, chatId, `Смотрите: ${hosts.at(path)}.`)
  const { p } = await heard.event('message.changed', ({ message }) => message.id === sent.id)
  assert.deepEqual([p.what, p.actorId], ['previewed', null])
  return p.message
}

/** How many messages have links that may have cards. */
let posted = 0

async function post(person: Person, id: string, text: string): Promise<Message> {
  posted += 1
  return send(person, id, text)
}

/** Everything that was posted is looked at. */
async function settle(): Promise<void> {
  for (const end = performance.now() + 20_000; ; ) {
    const [jobs] = await world.database.query<{ done: string }>(
      "select count(*) as done from pgboss.job where name = 'messenger.preview' and state = 'completed'",
    )
    if (Number(jobs!.done) === posted) return
    assert.ok(performance.now() < end, `${jobs!.done} of ${posted} are looked at`)
    await sleep(50)
  }
}

const askedFor = (path: string) => hosts.asked.filter((each) => each === `page.test${path}`).length
const load = (person: Person, id: string, side = LINK_PICTURE_SIDE) => person.client.raw(`/photos/${id}/${side}`)
const pictureOf = ({ preview }: Message) => preview?.pictureId ?? assert.fail('no picture')

async function present(seq: number): Promise<Message> {
  return (await cast.teacher.client.call('messages.get', { chatId, seqs: [seq] })).messages[0]!
}

async function keptFiles(ids: readonly string[]): Promise<number> {
  const rows = await world.database.query("select from files.file where id = any($1) and state <> 'erased'", [ids])
  return rows.length
}

async function allow(linkPreviews: PreviewPlaces): Promise<void> {
  const { client } = cast.director
  const rules = await client.call('dialogueRules.get', { communityId: cast.school.communityId })
  await client.call('dialogueRules.set', { ...rules, linkPreviews })
}

test('[MSG-01/card] the card of a link comes to everybody who reads the message, with our own copy of its picture', async () => {
  const { secondTeacher, teacher, pupil, director } = cast
  const message = await sendLink('/')
  const { pictureId, ...texts } = message.preview!
  assert.deepEqual(texts, {
    address: hosts.at('/'),
    host: 'page.test',
    siteName: null,
    title: 'Олимпиада',
    description: 'Когда и где',
  })
  assert.deepEqual([message.version, message.editedAt], [2, null])
  for (const person of [teacher, secondTeacher]) {
    const { entries } = await person.client.call('messages.page', { chatId })
    const last = entries.at(-1)!
    assert.ok(last.e === 'message.posted')
    assert.deepEqual(last.p.message, message)
    assert.deepEqual((await person.client.call('chats.get', { chatId })).lastMessage, message)
    const { status, bytes } = await load(person, pictureId!)
    const { width, exif } = await describePicture(bytes)
    // Upright, though the other host's lies on its side.
    assert.deepEqual([status, width, exif], [200, 240, undefined])
  }
  for (const person of [pupil, director]) assert.equal((await load(person, pictureId!)).status, 404)
  assert.equal((await load(teacher, pictureId!, 96)).status, 404)
  assert.deepEqual(hosts.trapped, [])
})

test('[MSG-01/card] an address is asked once a day for a chat, and each message has a picture of its own', async () => {
  const [first, second] = [await sendLink('/again'), await sendLink('/again')]
  assert.deepEqual([askedFor('/again'), second.preview!.title], [1, first.preview!.title])
  assert.notEqual(pictureOf(first), pictureOf(second))
  await erase(cast.teacher, first)
  assert.equal((await load(cast.teacher, pictureOf(first))).status, 404)
  assert.equal((await load(cast.teacher, pictureOf(second))).status, 200)
  world.clock.advance(DAY_MS)
  await sendLink('/again')
  assert.equal(askedFor('/again'), 2)
})

test('[MSG-01/card] a page without a name has no card, and one whose picture is none has a card without it', async () => {
  await post(cast.teacher, chatId, hosts.at('/empty'))
  const dotted = await sendLink('/dot')
  assert.deepEqual([dotted.preview!.title, dotted.preview!.pictureId], ['Счётчик', null])
  await post(cast.teacher, chatId, hosts.at('/empty'))
  await settle()
  assert.equal(askedFor('/empty'), 1)
})

test('[MSG-01/card] its author takes the card away, nobody else does, and it does not come back', async () => {
  const { teacher, secondTeacher, stranger } = cast
  const message = await sendLink('/first')
  const input = { chatId, seq: message.seq }
  await secondTeacher.client.refused('previews.remove', input, 'message.notOwn')
  await stranger.client.refused('previews.remove', input, 'chat.unknown')
  await teacher.client.call('previews.remove', input)
  const { p } = await heard.event('message.changed', (each) => each.what === 'unpreviewed')
  assert.deepEqual([p.message.seq, p.message.preview, p.actorId], [message.seq, undefined, teacher.profileId])
  const { lastSeq } = await teacher.client.call('chats.get', { chatId })
  await teacher.client.call('previews.remove', input)
  assert.equal((await teacher.client.call('chats.get', { chatId })).lastSeq, lastSeq, 'nothing is told twice')
  assert.equal(await keptFiles([pictureOf(message)]), 0)
  await edit(teacher, await present(message.seq), `Ещё раз: ${hosts.at('/second')}`)
  await settle()
  assert.equal((await present(message.seq)).preview, undefined)
  assert.equal(askedFor('/second'), 0)
})

test('[MSG-01/card] a card that comes and goes tells what a new snapshot tells', async () => {
  const told = await assertEventsReproduceState(world, cast.secondTeacher, async () => {
    const gone = await sendLink('/')
    await cast.teacher.client.call('previews.remove', { chatId, seq: gone.seq })
    await sendLink('/')
  })
  assert.deepEqual(
    told.flatMap(({ e, p }) => (e === 'message.changed' ? (p as EventPayload<'message.changed'>).what : [])),
    ['previewed', 'unpreviewed', 'previewed'],
  )
})

test('[MSG-01/card] [MSG-09/card] a card goes with its link, and stands in the way of no edit', async () => {
  const { teacher } = cast
  const message = await sendLink('/kept')
  // The author began to edit before the card was there.
  await edit(teacher, message, `Важно: ${hosts.at('/kept')}`, 1)
  assert.deepEqual((await present(message.seq)).preview, message.preview)
  await teacher.client.refused(
    'messages.edit',
    { chatId, seq: message.seq, version: 2, text: 'Поздно' },
    'message.versionConflict',
  )
  await edit(teacher, await present(message.seq), `Сначала https://parta.example, потом ${hosts.at('/kept')}`)
  assert.equal((await present(message.seq)).preview, undefined)
  assert.equal(await keptFiles([pictureOf(message)]), 0)
})

test('[MSG-13/card] with its message everything of a card is erased; what vanishes by itself has none, what is forwarded its own', async () => {
  const { teacher, secondTeacher } = cast
  const message = await sendLink('/erased')
  const elsewhere = await startChat(cast, [secondTeacher])
  await heard.hello({ open: [chatId, elsewhere] })
  posted += 1
  const [copySeq] = await forward(teacher, elsewhere, [message])
  const { p } = await heard.event('message.changed', (each) => each.message.chatId === elsewhere)
  assert.deepEqual([p.message.seq, p.message.preview!.title], [copySeq, 'Олимпиада'])
  await erase(teacher, message)
  const rows = await world.database.query('select from messenger.link_preview where chat_id = $1 and seq = $2', [
    chatId,
    message.seq,
  ])
  assert.deepEqual([rows.length, await keptFiles([pictureOf(message)])], [0, 0])
  assert.equal((await load(teacher, pictureOf(p.message))).status, 200)
  await send(teacher, chatId, hosts.at('/vanishing'), { lifetimeMs: 60_000 })
  await teacher.client.call('chats.delete', { chatId: elsewhere })
  assert.equal((await load(teacher, pictureOf(p.message))).status, 404)
  world.clock.advance(8 * DAY_MS)
  await world.app.messenger.deletedChats.finishDue()
  assert.equal(await keptFiles([pictureOf(p.message)]), 0)
  await settle()
  assert.equal(askedFor('/vanishing'), 0)
})

test('[MSG-01/card] where pupils read there are cards only if their organisation wants it, and nowhere if it wants none', async () => {
  const { teacher, pupil, secondPupil } = cast
  const withPupils = await startChat(cast, [pupil, cast.secondTeacher])
  const { chat: own } = await pupil.client.call('chats.openDirect', { id: newId(), profileId: secondPupil.profileId })
  const socket = await world.socket(pupil.client)
  await socket.hello({ open: [withPupils, own.id] })
  const sendThere = async () => {
    await post(teacher, withPupils, hosts.at('/pupils'))
    await post(pupil, own.id, hosts.at('/pupils'))
  }
  await sendThere()
  await settle()
  assert.equal(askedFor('/pupils'), 0)
  await allow('everywhere')
  await sendThere()
  for (const id of [withPupils, own.id]) {
    await socket.event('message.changed', ({ message, what }) => message.chatId === id && what === 'previewed')
  }
  await allow('nowhere')
  await post(teacher, chatId, hosts.at('/forbidden'))
  await post(pupil, own.id, hosts.at('/forbidden'))
  await settle()
  assert.equal(askedFor('/forbidden'), 0)
})
