import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Mark } from '#contract/messenger/marks.ts'
import { MARKS_MAX } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { erase, send, startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const mark = (person: Person, chatId: string, seqs: number[], set = true, as: Mark = 'important') =>
  person.client.call('marks.set', { chatId, seqs, mark: as, set })
const important = (chatId: string, seq: number) => ({ chatId, seqs: [seq], mark: 'important' as const, set: true })
const importantOf = async (person: Person) => {
  const { messages } = await person.client.call('marks.important', {})
  return messages.map(({ message }) => message.text)
}
/** What a device is told of the marks of its reader that begins anew. */
const marksOf = async (person: Person) => {
  await using socket = await world.socket(person.client)
  return (await socket.hello()).marks
}

test('[MSG-15] one or several messages are marked as important, on all devices of the reader and to nobody else', async () => {
  const chatId = await startChat(cast)
  const [first, second] = [
    await send(cast.teacher, chatId, '§ 12'),
    await send(cast.teacher, chatId, 'Сдать до пятницы'),
  ]
  await using phone = await world.socket(cast.pupil.client)
  await phone.hello({ open: [chatId] })
  await using other = await world.socket(cast.teacher.client)
  await other.hello({ open: [chatId] })
  await mark(cast.pupil, chatId, [second.seq, first.seq])
  const heard = await phone.event('marks.changed', ({ set }) => set)
  assert.deepEqual(heard.p, { chatId, seqs: [first.seq, second.seq], mark: 'important', set: true })
  await mark(cast.pupil, chatId, [first.seq])
  await mark(cast.pupil, chatId, [first.seq], false)
  assert.deepEqual((await phone.event('marks.changed', ({ set }) => !set)).p.seqs, [first.seq])
  const times = phone.frames.filter((frame) => frame.t === 'event' && frame.e === 'marks.changed')
  assert.equal(times.length, 2, 'what is marked already is told to nobody')
  assert.deepEqual((await marksOf(cast.pupil))?.important, { [chatId]: [second.seq] })
  assert.deepEqual(await marksOf(cast.secondPupil), { important: {}, hidden: {} })
  assert.ok(!JSON.stringify(other.frames).includes('marks.changed'))
  await mark(cast.pupil, chatId, [second.seq], false)
})

test('[MSG-16/list] everything important stands in one list over all chats, the last marked first, page by page', async () => {
  const chats = [await startChat(cast), await startChat(cast)]
  for (const [n, chatId] of chats.entries()) {
    for (const text of ['а', 'б']) {
      const { seq } = await send(cast.teacher, chatId, `${text}${n}`)
      await mark(cast.secondPupil, chatId, [seq])
      world.clock.advance(1000)
    }
  }
  const texts: string[] = []
  let cursor: string | null = null
  let pages = 0
  do {
    const page: Awaited<ReturnType<typeof cast.secondPupil.client.call<'marks.important'>>> =
      await cast.secondPupil.client.call('marks.important', { limit: 3, ...(cursor === null ? {} : { cursor }) })
    texts.push(...page.messages.map(({ message }) => message.text))
    assert.ok(page.cards.some(({ id }) => id === cast.teacher.profileId))
    cursor = page.next
    pages += 1
  } while (cursor !== null)
  assert.deepEqual([texts, pages], [['б1', 'а1', 'б0', 'а0'], 2])
})

test('[MSG-16/rights] what is erased, or in a chat that one may not read any more, is not in the list', async () => {
  const [chatId, kept] = [await startChat(cast), await startChat(cast)]
  const gone = await send(cast.teacher, kept, 'Сотрут')
  const stays = await send(cast.teacher, kept, 'Останется')
  const inside = await send(cast.teacher, chatId, 'В чате')
  await mark(cast.pupil, kept, [gone.seq, stays.seq])
  await mark(cast.pupil, chatId, [inside.seq])
  await erase(cast.teacher, gone)
  await cast.teacher.client.call('chats.removeMember', { chatId, profileId: cast.pupil.profileId })
  assert.deepEqual(await importantOf(cast.pupil), ['Останется'])
  await cast.pupil.client.refused('marks.set', important(chatId, inside.seq), 'chat.unknown')
})

test('[MSG-13/for-me] messages are deleted for oneself only: others keep them, and it can be taken back', async () => {
  const chatId = await startChat(cast)
  const own = await send(cast.pupil, chatId, 'Моё')
  const another = await send(cast.teacher, chatId, 'Чужое')
  world.clock.advance(48 * 3_600_000)
  await mark(cast.pupil, chatId, [own.seq, another.seq], true, 'hidden')
  assert.deepEqual((await marksOf(cast.pupil))?.hidden, { [chatId]: [own.seq, another.seq] })
  const { messages } = await cast.teacher.client.call('messages.get', { chatId, seqs: [own.seq, another.seq] })
  assert.deepEqual(
    messages.map(({ text }) => text),
    ['Моё', 'Чужое'],
  )
  await mark(cast.pupil, chatId, [own.seq, another.seq], false, 'hidden')
  assert.deepEqual((await marksOf(cast.pupil))?.hidden, {})
})

test('[MSG-15/refused] what vanishes or is gone cannot be important, and nobody marks what he does not see', async () => {
  const chatId = await startChat(cast)
  const fleeting = await send(cast.teacher, chatId, 'Минуту', { lifetimeMs: 60_000 })
  const gone = await send(cast.teacher, chatId, 'Ошибка')
  await erase(cast.teacher, gone)
  const input = (seq: number) => important(chatId, seq)
  await cast.pupil.client.refused('marks.set', input(fleeting.seq), 'message.vanishing')
  await cast.pupil.client.refused('marks.set', input(gone.seq), 'message.erased')
  await cast.pupil.client.refused('marks.set', input(999), 'message.unknown')
  await cast.otherPupil.client.refused('marks.set', input(fleeting.seq), 'chat.unknown')
  await mark(cast.pupil, chatId, [fleeting.seq], true, 'hidden')
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.otherPupil.profileId] })
  await cast.otherPupil.client.refused('marks.set', input(fleeting.seq), 'message.unknown')
})

test('[MSG-15/limit] there is a limit, which says how large it is', async () => {
  const chatId = await startChat(cast)
  await world.database.query(`insert into messenger.mark (profile_id, mark, chat_id, seq, marked_at)
    select '${cast.secondPupil.profileId}', 'important', '${newId()}', n, now() from generate_series(1, ${MARKS_MAX.important}) n`)
  const { seq } = await send(cast.teacher, chatId, 'Ещё одно')
  const full = await cast.secondPupil.client.refused('marks.set', important(chatId, seq), 'mark.tooMany')
  assert.deepEqual(full.details, { marksMax: MARKS_MAX.important, mark: 'important' })
})
