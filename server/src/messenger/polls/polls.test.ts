import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { POLL_TOLD_EVERY_MS } from '#contract/messenger/polls.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { forwardInput, read, send, startChat, stateOf } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { ask, pollInput, vote, votesOf } from '#testkit/polls.ts'
import { createWorld, type World } from '#testkit/world.ts'

const DAY_MS = 86_400_000
const at = (ms: number) => new Date(ms).toISOString()

let world: World
let cast: Cast
let chatId: string
/** Everybody in the chat, the teacher first. */
let people: Person[]
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  const { teacher, pupil, secondPupil, parent, secondTeacher, director } = cast
  people = [teacher, pupil, secondPupil, parent, secondTeacher, director]
  chatId = await startChat(cast, people.slice(1))
})
after(() => world[Symbol.asyncDispose]())

/** Lets the votes that wait be told. */
const tell = async () => {
  world.clock.advance(POLL_TOLD_EVERY_MS)
  await world.app.messenger.polls.run()
}
const lineOf = async (seq: number) => {
  const { entries } = await cast.pupil.client.call('messages.page', { chatId, limit: 100 })
  return entries.filter((entry) => entry.e === 'poll.ended' && entry.p.seq === seq)
}

test('[POL-01/server] [MSG-07/server] a question with two to ten options stands in the chat as a message, once under one key', async () => {
  const { client } = cast.pupil
  const input = pollInput(chatId, { question: '  Куда   едем?\n', options: [' Музей ', 'Парк'] })
  const { message } = await client.call('polls.create', input)
  assert.equal(message.text, 'Куда едем?')
  assert.deepEqual(message.poll?.options, ['Музей', 'Парк'])
  assert.deepEqual((await client.call('polls.create', input)).message, message)
  await client.refused('polls.create', { ...input, options: ['Музей', 'Лес'] }, 'key.reused')
  assert.deepEqual((await read(cast.parent, message)).poll, message.poll)
  const refused = (more: Parameters<typeof pollInput>[1], code: Parameters<typeof client.refused>[2]) =>
    client.refused('polls.create', pollInput(chatId, more), code)
  const eleven = Array.from({ length: 11 }, (_, n) => `Вариант ${n}`)
  await refused({ options: ['Один'] }, 'request.invalid')
  await refused({ options: eleven }, 'request.invalid')
  assert.equal((await ask(cast.pupil, chatId, { options: eleven.slice(1) })).poll?.options.length, 10)
  await refused({ question: ' \u200b ' }, 'poll.questionInvalid')
  await refused({ question: 'а'.repeat(256) }, 'poll.questionInvalid')
  await refused({ options: ['Да', ' '] }, 'poll.optionInvalid')
  await refused({ options: ['Да', 'н'.repeat(101)] }, 'poll.optionInvalid')
  await refused({ options: ['Да', 'нет', ' ДА '] }, 'poll.optionTwice')
  await refused({ endsAt: at(world.clock.now()) }, 'poll.endInvalid')
  await refused({ endsAt: at(world.clock.now() + 400 * DAY_MS) }, 'poll.endInvalid')
  await refused({ endsAt: '2026-99-99T00:00:00.000Z' }, 'poll.endInvalid')
  await refused({ anonymous: true, right: [0] }, 'poll.testNamed')
  await refused({ right: [3] }, 'poll.rightInvalid')
  await refused({ right: [0, 1] }, 'poll.rightInvalid')
  await cast.stranger.client.refused('polls.create', pollInput(chatId), 'chat.unknown')
})

test('[POL-02/named] [POL-03] [POL-05] in a named poll everybody sees who has chosen what, one option or several as it was made, and a vote changes unless that was forbidden', async () => {
  const { teacher, pupil, parent } = cast
  const poll = await ask(teacher, chatId)
  const input = { chatId, seq: poll.seq, key: newId(), choice: [1] }
  assert.deepEqual(await pupil.client.call('polls.vote', input), { voted: true, choice: [1], right: null })
  await pupil.client.refused('polls.vote', { ...input, key: newId(), choice: [0, 1] }, 'poll.choiceInvalid')
  for (const choice of [[], [3]]) {
    await pupil.client.refused('polls.vote', { ...input, key: newId(), choice }, 'poll.choiceInvalid')
  }
  await vote(parent, poll, 0)
  await vote(pupil, poll, 2)
  await tell()
  assert.deepEqual((await votesOf(teacher, poll)).counts, [1, 0, 1])
  const list = (more = {}) => parent.client.call('polls.voters', { chatId, seq: poll.seq, ...more })
  assert.deepEqual(
    (await list({ option: 2 })).voters.map(({ profileId }) => profileId),
    [pupil.profileId],
  )
  const first = await list({ limit: 1 })
  const second = await list({ limit: 1, cursor: first.next! })
  assert.deepEqual(
    [...first.voters, ...second.voters].map(({ profileId, choice }) => [profileId, choice]),
    [
      [parent.profileId, [0]],
      [pupil.profileId, [2]],
    ],
  )
  assert.equal(second.next, null)
  assert.deepEqual(await pupil.client.call('polls.own', { chatId, seq: poll.seq }), {
    voted: true,
    choice: [2],
    right: null,
  })

  const several = await ask(teacher, chatId, { multiple: true, changeable: false })
  await vote(pupil, several, 2, 0)
  assert.deepEqual((await pupil.client.call('polls.own', { chatId, seq: several.seq })).choice, [0, 2])
  await pupil.client.refused('polls.vote', { ...input, seq: several.seq, key: newId() }, 'poll.voteFinal')
})

test('[POL-02/anonymous] [POL-05/anonymous] of an anonymous poll nobody is told who has chosen what, counts come from five votes on and by fives, and a vote stays', async () => {
  const [teacher, ...others] = people as [Person, ...Person[]]
  const poll = await ask(teacher, chatId, { anonymous: true })
  const key = newId()
  const input = { chatId, seq: poll.seq, key, choice: [2] }
  const { client } = cast.pupil
  const own = { voted: true, choice: null, right: null }
  assert.deepEqual(await client.call('polls.vote', input), own)
  assert.deepEqual(await client.call('polls.vote', input), own, 'a repeat')
  await client.refused('polls.vote', { ...input, key: newId(), choice: [0] }, 'poll.voteFinal')
  for (const person of people) {
    await person.client.refused('polls.voters', { chatId, seq: poll.seq }, 'poll.votersHidden')
  }
  for (const person of others.slice(1, 4)) await vote(person, poll, 0)
  await tell()
  assert.deepEqual(await votesOf(teacher, poll), {
    ...(await votesOf(teacher, poll)),
    voters: 4,
    counted: 0,
    counts: null,
  })
  await vote(others[4]!, poll, 1)
  await tell()
  const told = await votesOf(teacher, poll)
  assert.deepEqual([told.voters, told.counted, told.counts], [5, 5, [3, 1, 1]])
  await vote(teacher, poll, 0)
  await tell()
  const sixth = await votesOf(teacher, poll)
  assert.deepEqual([sixth.voters, sixth.counted, sixth.counts], [6, 5, [3, 1, 1]], 'one more choice is not told alone')
  const boxes = await world.database.query<{ sealed: Buffer }>('select sealed from messenger.poll where seq = $1', [
    poll.seq,
  ])
  assert.equal(boxes.length, 1)
  await teacher.client.call('polls.end', { chatId, seq: poll.seq })
  const last = await votesOf(teacher, poll)
  assert.deepEqual([last.voters, last.counted, last.counts, last.ended?.by], [6, 6, [4, 1, 1], 'person'])
  const few = await ask(teacher, chatId, { anonymous: true })
  for (const person of others.slice(0, 4)) await vote(person, few, 1)
  await teacher.client.call('polls.end', { chatId, seq: few.seq })
  const ended = await votesOf(teacher, few)
  assert.deepEqual([ended.voters, ended.counts], [4, null], 'what a few have chosen is told never')
  const sealed = await world.database.query('select from messenger.poll where seq = $1 and sealed is not null', [
    poll.seq,
  ])
  assert.equal(sealed.length, 0, 'what was not told goes with the end')
})

test('[POL-02] nothing that the database holds of a vote in an anonymous poll depends on the choice', async () => {
  const { pupil, secondPupil } = cast
  const polls = [
    await ask(cast.teacher, chatId, { anonymous: true }),
    await ask(cast.teacher, chatId, { anonymous: true }),
  ]
  await vote(pupil, polls[0]!, 0)
  await vote(secondPupil, polls[1]!, 2)
  await world.app.messenger.polls.run()
  const rows = async (table: string) =>
    world.database.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${table} t where chat_id = '${chatId}' and seq = any($1) order by seq`,
      [polls.map(({ seq }) => seq)],
    )
  const voters = await rows('messenger.poll_voter')
  assert.deepEqual(
    voters.map(({ row }) => Object.keys(row).sort()),
    [0, 1].map(() => ['chat_id', 'key', 'profile_id', 'seq']),
  )
  const boxes = (await rows('messenger.poll')).map(({ row }) => String(row.sealed))
  assert.equal(new Set(boxes.map((box) => box.length)).size, 1)
  assert.equal((await rows('messenger.poll_vote')).length, 0)
  const kept = await world.database.query(`select from platform.command_result where operation = 'polls.vote'`)
  assert.equal(kept.length, 0, 'no answer and no digest of what was asked is kept')
})

test('[POL-04] after the deadline votes are refused, the result is final, and one line tells it, however many rounds run', async () => {
  const { teacher, pupil, parent, secondPupil } = cast
  const socket = await world.socket(parent.client)
  await socket.hello()
  const endsAt = at(world.clock.now() + 3_600_000)
  const poll = await ask(teacher, chatId, { endsAt })
  await vote(pupil, poll, 1)
  world.clock.advanceTo(Date.parse(endsAt) - 10_000)
  await vote(secondPupil, poll, 1)
  world.clock.advanceTo(Date.parse(endsAt))
  const late = { chatId, seq: poll.seq, key: newId(), choice: [0] }
  await parent.client.refused('polls.vote', late, 'poll.ended')
  await Promise.all([1, 2, 3].map(() => world.app.messenger.polls.run()))
  await world.app.messenger.polls.run()
  const state = await votesOf(parent, poll)
  assert.deepEqual([state.counts, state.ended], [[0, 2, 0], { at: endsAt, by: 'deadline' }])
  const changed = await socket.event('poll.changed', ({ seq, state }) => seq === poll.seq && state.ended !== null)
  assert.deepEqual([changed.p.state, changed.s], [state, state.asOf])
  const ended = await socket.event('poll.ended', ({ seq }) => seq === poll.seq)
  assert.deepEqual([ended.p.actorId, ended.s], [null, changed.s! + 1])
  assert.equal((await lineOf(poll.seq)).length, 1)
  await pupil.client.refused('polls.vote', { ...late, choice: [2] }, 'poll.ended')
  await teacher.client.call('polls.end', { chatId, seq: poll.seq })
  assert.equal((await lineOf(poll.seq)).length, 1)
})

test('[POL-04/by-hand] the author and whoever leads the chat end a poll before its time, nobody else does', async () => {
  const { pupil, parent, teacher } = cast
  const [first, second] = [await ask(pupil, chatId), await ask(pupil, chatId)]
  const place = ({ seq }: { seq: number }) => ({ chatId, seq })
  await parent.client.refused('polls.end', place(first), 'poll.notYours')
  await pupil.client.call('polls.end', place(first))
  await teacher.client.call('polls.end', place(second))
  const [line] = await lineOf(second.seq)
  assert.ok(line?.e === 'poll.ended' && line.p.actorId === teacher.profileId)
  await parent.client.refused('polls.vote', { ...place(first), key: newId(), choice: [0] }, 'poll.ended')
})

test('[POL-06/server] a mini-test tells whoever has answered what is right, to its author how everybody did, and to the others nothing before the end', async () => {
  const { teacher, pupil, secondPupil } = cast
  const poll = await ask(teacher, chatId, { question: 'Сколько будет 7 × 8?', options: ['54', '56', '64'], right: [1] })
  const place = { chatId, seq: poll.seq }
  assert.equal(poll.poll?.changeable, false)
  assert.deepEqual(await pupil.client.call('polls.own', place), { voted: false, choice: null, right: null })
  assert.deepEqual((await teacher.client.call('polls.own', place)).right, [1])
  await teacher.client.refused('polls.vote', { ...place, key: newId(), choice: [1] }, 'poll.ownTest')
  assert.deepEqual(await vote(pupil, poll, 0), { voted: true, choice: [0], right: [1] })
  assert.deepEqual(await vote(secondPupil, poll, 1), { voted: true, choice: [1], right: [1] })
  await pupil.client.refused('polls.vote', { ...place, key: newId(), choice: [1] }, 'poll.voteFinal')
  await tell()
  const open = await votesOf(pupil, poll)
  assert.deepEqual([open.voters, open.counts, open.right], [2, null, null])
  await pupil.client.refused('polls.voters', place, 'poll.votersHidden')
  const { voters } = await teacher.client.call('polls.voters', place)
  assert.deepEqual(
    voters.map(({ profileId, choice }) => [profileId, choice]),
    [
      [pupil.profileId, [0]],
      [secondPupil.profileId, [1]],
    ],
  )
  await teacher.client.call('polls.end', place)
  const ended = await votesOf(pupil, poll)
  assert.deepEqual([ended.counts, ended.right], [[1, 1, 0], [1]])
  await pupil.client.refused('polls.voters', place, 'poll.votersHidden')
})

test('[MSG-07] a poll is pinned, reacted to and deleted like other messages; its question stays and it is not carried away', async () => {
  const { teacher, pupil } = cast
  const poll = await ask(teacher, chatId)
  await vote(pupil, poll, 0)
  const place = { chatId, seq: poll.seq }
  await teacher.client.call('pins.add', place)
  await pupil.client.call('reactions.set', { ...place, reaction: '👍' })
  await teacher.client.refused('messages.edit', { ...place, version: 1, text: 'Иначе' }, 'poll.notEdited')
  await pupil.client.refused('messages.forward', forwardInput(chatId, [poll]), 'poll.notForwarded')
  await teacher.client.call('messages.erase', { chatId, seqs: [poll.seq] })
  const gone = await read(pupil, poll)
  assert.deepEqual([gone.text, gone.poll], ['', null])
  await pupil.client.refused('polls.vote', { ...place, key: newId(), choice: [0] }, 'message.erased')
  await pupil.client.refused('polls.own', place, 'poll.unknown')
  const plain = await send(teacher, chatId, 'Просто слова')
  await pupil.client.refused('polls.vote', { chatId, seq: plain.seq, key: newId(), choice: [0] }, 'poll.unknown')
  for (const table of ['poll', 'poll_vote', 'poll_voter']) {
    const rows = await world.database.query(`select from messenger.${table} where seq = $1`, [poll.seq])
    assert.equal(rows.length, 0, table)
  }
})

test('[POL-03/told] votes that come together are told together: the log takes one number, not one for each', async () => {
  const poll = await ask(cast.teacher, chatId)
  world.clock.advance(POLL_TOLD_EVERY_MS)
  await vote(people[1]!, poll, 0)
  const { lastSeq } = await stateOf(cast.teacher, chatId)
  for (const person of people.slice(2)) await vote(person, poll, 1)
  await tell()
  assert.ok((await stateOf(cast.teacher, chatId)).lastSeq <= lastSeq + 2)
  assert.deepEqual((await votesOf(cast.teacher, poll)).counts, [1, 4, 0])
})

test('[POL-03/race] whoever votes twice at once has one vote, and nobody does who was removed', async () => {
  const { teacher, pupil, parent } = cast
  for (const anonymous of [false, true]) {
    const poll = await ask(teacher, chatId, { anonymous })
    const key = newId()
    const same = { chatId, seq: poll.seq, key, choice: [0] }
    await Promise.all([1, 2, 3].map(() => pupil.client.call('polls.vote', same)))
    await Promise.allSettled([0, 1, 2].map((option) => vote(parent, poll, option)))
    await tell()
    assert.equal((await votesOf(teacher, poll)).voters, 2)
  }
  const poll = await ask(teacher, chatId)
  await vote(parent, poll, 1)
  await teacher.client.call('chats.removeMember', { chatId, profileId: parent.profileId })
  await parent.client.refused('polls.vote', { chatId, seq: poll.seq, key: newId(), choice: [0] }, 'chat.unknown')
  await tell()
  assert.deepEqual((await votesOf(teacher, poll)).counts, [0, 1, 0], 'what he has said as a member stays')
})

test('[POL-01/channel] an administrator asks in a channel in the name of the organisation and anonymously, its readers vote, and nobody is told of a person', async () => {
  const { director, teacher, pupil, parent, school } = cast
  const { channels } = await director.client.call('channels.list', { communityId: school.communityId })
  const channel = channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id
  await director.client.refused('polls.create', pollInput(channel), 'poll.channelAnonymous')
  await teacher.client.refused('polls.create', pollInput(channel, { anonymous: true }), 'message.channelReadOnly')
  await cast.stranger.client.refused('polls.create', pollInput(channel, { anonymous: true }), 'chat.unknown')
  const input = pollInput(channel, { anonymous: true })
  const { message } = await director.client.call('polls.create', input)
  assert.equal(message.senderId, school.communityId)
  assert.deepEqual((await director.client.call('polls.create', input)).message, message)
  const { posts } = await director.client.call('channels.posts', { chatId: channel })
  assert.deepEqual([posts[0]?.message.poll, posts[0]?.authorId], [message.poll, director.profileId])
  for (const person of [teacher, pupil, parent]) await vote(person, message, 1)
  await tell()
  assert.equal((await votesOf(pupil, message)).voters, 3)
  const place = { chatId: channel, seq: message.seq }
  await director.client.refused('polls.voters', place, 'poll.votersHidden')
  await teacher.client.refused('polls.end', place, 'poll.notYours')
  await director.client.call('polls.end', place)
  const { entries } = await pupil.client.call('messages.page', { chatId: channel })
  assert.ok(
    entries.some((entry) => entry.e === 'poll.ended' && entry.p.seq === message.seq && entry.p.actorId === null),
  )
})

test('[POL-04/apart] a poll whose counts cannot be opened keeps no other from its end', async () => {
  const own = await startChat(cast, people.slice(1))
  const endsAt = at(world.clock.now() + 3_600_000)
  const broken = await ask(cast.teacher, own, { endsAt, anonymous: true })
  const sound = await ask(cast.teacher, own, { endsAt })
  const where = [own, broken.seq]
  await world.database.query(`update messenger.poll set sealed = '\\x00' where chat_id = $1 and seq = $2`, where)
  world.clock.advanceTo(Date.parse(endsAt))
  await world.app.messenger.polls.run()
  assert.equal((await votesOf(cast.parent, sound)).ended?.by, 'deadline')
  assert.equal((await votesOf(cast.parent, broken)).ended, null)
  // So that it waits for nothing in what comes after.
  await world.database.query('delete from messenger.poll where chat_id = $1 and seq = $2', where)
})
