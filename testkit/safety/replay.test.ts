import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CALL_TOLD_EVERY_MS } from '#contract/calls/calls.limits.ts'
import { type EventName, events } from '#contract/events.ts'
import { POLL_TOLD_EVERY_MS } from '#contract/messenger/polls.limits.ts'
import { ASKS, announce, announcedTo, toChat, toUnit, waitForDay } from '#testkit/announcements.ts'
import { apply, type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { forward, startChat } from '#testkit/messages.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { pictureOf } from '#testkit/pictures.ts'
import { ask, vote } from '#testkit/polls.ts'
import { assertEventsReproduceState, replayed } from '#testkit/replay.ts'
import { attach, upload } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { ABOUT_SCHOOL } from './organisation-examples.ts'

let world: World
let cast: Cast
let chatId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  const { chat } = await cast.teacher.client.call('chats.create', {
    id: newId(),
    communityId: cast.school.communityId,
    title: '5«Б»',
    memberIds: [cast.pupil, cast.secondPupil, cast.parent, cast.secondTeacher].map(({ profileId }) => profileId),
  })
  chatId = chat.id
})
after(() => world[Symbol.asyncDispose]())

const send = (person: Person, text: string, replyToSeq?: number) =>
  person.client.call('messages.send', {
    chatId,
    key: newId(),
    text,
    ...(replyToSeq === undefined ? {} : { replyToSeq }),
  })

test('messages, reads and typing tell what a new snapshot tells', async () => {
  for (const viewer of [cast.teacher, cast.pupil, cast.parent]) {
    await assertEventsReproduceState(world, viewer, async () => {
      const { message } = await send(cast.teacher, 'Первое')
      await send(cast.pupil, 'Второе', message.seq)
      await cast.teacher.client.call('typing.start', { chatId })
      await cast.parent.client.call('reads.mark', { chatId, seq: message.seq + 1 })
      await send(cast.teacher, 'Третье')
    })
  }
})

test('names in messages, and what becomes of them, tell what a new snapshot tells', async () => {
  const named = (person: Person | null) => [{ profileId: person?.profileId ?? null, from: 0, length: 5 }]
  const name = async (person: Person | null) => {
    const input = { chatId, key: newId(), text: '@Анна, взгляните', mentions: named(person) }
    return (await cast.teacher.client.call('messages.send', input)).message
  }
  for (const viewer of [cast.teacher, cast.pupil, cast.parent]) {
    await name(cast.pupil)
    await assertEventsReproduceState(world, viewer, async () => {
      const [first, second] = [await name(cast.pupil), await name(null)]
      await name(cast.parent)
      const place = { chatId, seq: first.seq, text: '@Анна и все' }
      await cast.teacher.client.call('messages.edit', { ...place, version: 1, mentions: named(cast.parent) })
      await cast.teacher.client.call('messages.edit', { ...place, version: 2, mentions: named(cast.pupil) })
      await cast.teacher.client.call('messages.erase', { chatId, seqs: [second.seq] })
      await cast.parent.client.call('reads.mark', { chatId, seq: first.seq })
      await name(null)
    })
  }
})

test('messages with files are sent, edited, forwarded and erased', async () => {
  const { client } = cast.teacher
  for (const viewer of [cast.teacher, cast.pupil]) {
    await assertEventsReproduceState(world, viewer, async () => {
      const ids = [await attach(client, chatId, Buffer.from('один')), await attach(client, chatId, Buffer.from('два'))]
      const input = { chatId, key: newId(), text: 'Два файла', attachments: ids.map(({ id }) => id) }
      const { message } = await client.call('messages.send', input)
      await client.call('messages.edit', { chatId, seq: message.seq, version: 1, text: '' })
      await forward(cast.secondTeacher, chatId, [message])
      await client.call('messages.erase', { chatId, seqs: [message.seq] })
    })
  }
})

test('messages are edited and erased, read and unread ones, also before somebody came', async () => {
  const { message: first } = await send(cast.pupil, 'Первое')
  const { message: second } = await send(cast.pupil, 'Второе')
  const change = async () => {
    const { message } = await send(cast.pupil, 'Третье')
    await cast.pupil.client.call('messages.edit', { chatId, seq: message.seq, version: 1, text: 'Три' })
    await cast.pupil.client.call('messages.erase', { chatId, seqs: [message.seq] })
  }
  for (const viewer of [cast.teacher, cast.pupil]) await assertEventsReproduceState(world, viewer, change)
  await assertEventsReproduceState(world, cast.parent, async () => {
    await cast.teacher.client.call('messages.erase', { chatId, seqs: [second.seq] })
    await change()
    await cast.parent.client.call('reads.mark', { chatId, seq: first.seq })
  })
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.director.profileId] })
  const heard = await assertEventsReproduceState(world, cast.director, async () => {
    await cast.pupil.client.call('messages.edit', { chatId, seq: first.seq, version: 1, text: 'Раз' })
    await change()
  })
  assert.deepEqual(
    heard.map(({ e }) => e),
    ['chat.passed', 'message.posted', 'message.changed', 'message.changed'],
  )
})

test('messages are forwarded into the chat and erased there, and forwarding out of it is forbidden and allowed', async () => {
  const { client } = cast.teacher
  const { chat } = await client.call('chats.openDirect', { id: newId(), profileId: cast.secondTeacher.profileId })
  const said = await cast.secondTeacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Списки' })
  const heard = await assertEventsReproduceState(world, cast.pupil, async () => {
    const found = { chatId: chat.id, seq: said.message.seq }
    const [comment, copy] = await forward(cast.teacher, chatId, [found], 'Кому нужно')
    await client.call('messages.erase', { chatId, seqs: [comment!, copy!] })
    await forward(cast.teacher, chatId, [found])
    await client.call('chats.setPermission', { chatId, permission: 'forward', scope: 'owner' })
    await client.call('chats.setPermission', { chatId, permission: 'forward', scope: 'everyone' })
    await cast.pupil.client.call('chats.hide', { chatId, hidden: true })
    await cast.pupil.client.call('chats.mute', { chatId, muted: true })
    await client.call('chats.setSlowMode', { chatId, slowModeMs: 10_000 })
    await cast.pupil.client.call('messages.send', { chatId, key: newId(), text: 'Не спеша' })
    await client.call('chats.setSlowMode', { chatId, slowModeMs: null })
    await client.call('chats.setRole', { chatId, profileId: cast.pupil.profileId, role: 'administrator' })
    await client.call('chats.setRole', { chatId, profileId: cast.pupil.profileId, role: 'member' })
  })
  assert.equal(heard.length, 17)
})

test('messages are pinned, put into another order and unpinned, also by their erasure', async () => {
  const { client } = cast.teacher
  const send = async (text: string) => (await client.call('messages.send', { chatId, key: newId(), text })).message
  const heard = await assertEventsReproduceState(world, cast.pupil, async () => {
    const [first, second] = [await send('Расписание'), await send('Телефоны')]
    for (const { seq } of [first, second]) await client.call('pins.add', { chatId, seq })
    await client.call('pins.arrange', { chatId, seqs: [first.seq, second.seq] })
    await client.call('pins.remove', { chatId, seq: first.seq })
    await client.call('messages.erase', { chatId, seqs: [second.seq] })
  })
  assert.equal(heard.length, 8)
})

test('a reader marks messages for himself on another device, and takes that back', async () => {
  const { client } = cast.pupil
  const send = async (text: string) =>
    (await cast.teacher.client.call('messages.send', { chatId, key: newId(), text })).message.seq
  const seqs = [await send('Учебник, § 12'), await send('Тетрадь')]
  const heard = await assertEventsReproduceState(world, cast.pupil, async () => {
    await client.call('marks.set', { chatId, seqs, mark: 'important', set: true })
    await client.call('marks.set', { chatId, seqs: [seqs[1]!], mark: 'hidden', set: true })
    await client.call('marks.set', { chatId, seqs: [seqs[0]!], mark: 'important', set: false })
  })
  assert.equal(heard.length, 3)
})

test('a reader types, empties and types again on another device', async () => {
  const { client } = cast.secondPupil
  const draft = { text: 'Не допис', mentions: [], replyToSeq: null }
  await assertEventsReproduceState(world, cast.secondPupil, async () => {
    await client.call('drafts.set', { chatId, base: 0, draft })
    await client.call('drafts.set', { chatId, base: 1, draft: { ...draft, text: 'Не дописал' } })
  })
  await assertEventsReproduceState(world, cast.secondPupil, async () => {
    await client.call('drafts.set', { chatId, base: 2, draft: null })
  })
})

test('a reader puts a message off on another device and sends it', async () => {
  const { client } = cast.secondTeacher
  const put = { chatId, id: newId(), text: 'Завтра', sendAt: new Date(world.clock.now() + 86_400_000).toISOString() }
  await assertEventsReproduceState(world, cast.secondTeacher, async () => {
    await client.call('scheduled.add', put)
    await client.call('scheduled.send', { chatId, id: put.id })
  })
})

test('a reader changes his folders on another device', async () => {
  const { client } = cast.pupil
  const folder = { id: newId(), name: 'Уроки', rule: null, chatIds: [chatId] }
  const heard = await assertEventsReproduceState(world, cast.pupil, async () => {
    await client.call('folders.set', { version: 0, list: [folder] })
    await client.call('folders.set', { version: 1, list: [{ ...folder, rule: { by: 'unread', id: null } }] })
  })
  assert.equal(heard.length, 2)
})

test('readers of a channel react to a post on another device and are told of the choice of its organisation', async () => {
  const { director, pupil, parent, school } = cast
  const { channels } = await director.client.call('channels.list', { communityId: school.communityId })
  const channel = { chatId: channels.find(({ chat }) => chat.channelClass === 'everyone')!.chat.id }
  const { seq } = await director.client.call('channels.post', { ...channel, text: 'Линейка' })
  for (const viewer of [pupil, parent]) {
    await assertEventsReproduceState(world, viewer, async () => {
      await pupil.client.call('reactions.set', { ...channel, seq, reaction: '👍' })
      await parent.client.call('reactions.set', { ...channel, seq, reaction: '🙏' })
      await director.client.call('channels.chooseReactions', { ...channel, reactions: ['👍'] })
      await parent.client.call('reactions.set', { ...channel, seq, reaction: null })
      await director.client.call('channels.chooseReactions', { ...channel, reactions: ['👍', '🙏'] })
    })
  }
})

test('a parent gets an announcement in several places, one of them new to him, and it is edited and withdrawn', async () => {
  const { teacher, parent, school, classId } = cast
  const { communityId } = school
  let id = ''
  await assertEventsReproduceState(world, parent, async () => {
    id = await announce(world, teacher, communityId, [toChat(chatId), toUnit(classId)])
    await teacher.client.call('announcements.edit', { communityId, id, version: 1, text: 'Собрание в пятницу' })
    await world.app.messenger.announcing.run()
  })
  await assertEventsReproduceState(world, parent, async () => {
    await teacher.client.call('announcements.withdraw', { communityId, id })
    await world.app.messenger.announcing.run()
  })
})

test('people react to messages, change their minds and take it back, also to what others may not see', async () => {
  const { message: first } = await send(cast.pupil, 'Кто за?')
  const react = (person: Person, reaction: '👍' | '🎉' | null) =>
    person.client.call('reactions.set', { chatId, seq: first.seq, reaction })
  for (const viewer of [cast.pupil, cast.parent]) {
    await assertEventsReproduceState(world, viewer, async () => {
      await react(cast.teacher, '👍')
      await react(cast.parent, '👍')
      await react(cast.parent, '🎉')
      await react(cast.teacher, null)
    })
  }
  const { profileId } = cast.director
  await cast.teacher.client.call('chats.removeMember', { chatId, profileId })
  await cast.teacher.client.call('chats.addMembers', { chatId, profileIds: [profileId] })
  const heard = await assertEventsReproduceState(world, cast.director, () => react(cast.teacher, '👍'))
  assert.deepEqual(
    heard.map(({ e }) => e),
    ['chat.passed'],
  )
})

test('a chat that is deleted for everybody is gone for everybody at once', async () => {
  const id = await startChat(cast)
  for (const viewer of [cast.pupil, cast.teacher]) {
    const heard = await assertEventsReproduceState(world, viewer, () =>
      cast.teacher.client.call('chats.delete', { chatId: id }),
    )
    assert.equal(heard.length, 1)
    await cast.teacher.client.call('chats.restore', { chatId: id })
  }
})

test('people vote, a poll ends by itself and another one by hand, also before somebody came', async () => {
  const { teacher, pupil, parent, director } = cast
  const endsAt = () => new Date(world.clock.now() + 3_600_000).toISOString()
  const poll = await ask(teacher, chatId)
  for (const viewer of [pupil, parent]) {
    await assertEventsReproduceState(world, viewer, async () => {
      const test = await ask(teacher, chatId, { right: [1], endsAt: endsAt() })
      world.clock.advance(POLL_TOLD_EVERY_MS)
      for (const person of [pupil, parent]) await vote(person, poll, 1)
      await vote(pupil, test, 0)
      await world.app.messenger.polls.run()
      world.clock.advance(3_600_000)
      await world.app.messenger.polls.run()
    })
  }
  const { profileId } = director
  await teacher.client.call('chats.removeMember', { chatId, profileId })
  await teacher.client.call('chats.addMembers', { chatId, profileIds: [profileId] })
  const heard = await assertEventsReproduceState(world, director, () =>
    teacher.client.call('polls.end', { chatId, seq: poll.seq }),
  )
  assert.deepEqual(
    heard.map(({ e }) => e),
    ['chat.passed', 'poll.ended'],
  )
})

test('a chat begins, is renamed, people come and go', async () => {
  const id = newId()
  const { teacher, pupil, secondPupil, secondTeacher, school } = cast
  const memberIds = [pupil.profileId, secondTeacher.profileId]
  await assertEventsReproduceState(world, pupil, async () => {
    await teacher.client.call('chats.create', { id, communityId: school.communityId, title: 'Поход', memberIds })
    await teacher.client.call('chats.rename', { chatId: id, title: 'Поход в музей' })
    await teacher.client.call('chats.describe', { chatId: id, description: 'Что взять с собой' })
    const fileId = await upload(teacher.client, await pictureOf(80, 80))
    await teacher.client.call('chats.setPicture', { chatId: id, fileId })
    await teacher.client.call('chats.addMembers', { chatId: id, profileIds: [secondPupil.profileId] })
  })
  // With the third one gone an adult and a pupil are left: nobody may write, and both learn it.
  for (const viewer of [teacher, pupil]) {
    await assertEventsReproduceState(world, viewer, async () => {
      for (const profileId of [secondPupil.profileId, secondTeacher.profileId]) {
        await teacher.client.call('chats.removeMember', { chatId: id, profileId })
      }
    })
    await assertEventsReproduceState(world, viewer, () =>
      teacher.client.call('chats.addMembers', {
        chatId: id,
        profileIds: [secondPupil.profileId, secondTeacher.profileId],
      }),
    )
  }
  const heard = await assertEventsReproduceState(world, secondPupil, () =>
    secondPupil.client.call('chats.leave', { chatId: id }),
  )
  assert.ok(heard.some(({ e }) => e === 'chat.dropped'))
  await assertEventsReproduceState(world, secondTeacher, () => teacher.client.call('chats.leave', { chatId: id }))
})

test('a dialogue of two adults opens for both', async () => {
  const { teacher, secondTeacher } = cast
  await assertEventsReproduceState(world, secondTeacher, async () => {
    const { chat } = await teacher.client.call('chats.openDirect', {
      id: newId(),
      profileId: secondTeacher.profileId,
    })
    await teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Здравствуйте' })
  })
})

test('who sees a dialogue of an adult and a pupil comes and goes, and everybody in it hears of it', async () => {
  const { teacher, otherPupil, director, school } = cast
  const open = (id: string) => teacher.client.call('chats.openDirect', { id, profileId: otherPupil.profileId })
  const change = async (secondAdultIds: string[]) => {
    const { communityId } = school
    const rules = await director.client.call('dialogueRules.get', { communityId })
    await director.client.call('dialogueRules.set', { ...rules, secondAdultIds })
    await world.app.messenger.supervision.run()
  }
  await change([director.profileId])
  const heard = await assertEventsReproduceState(world, director, () => open(newId()))
  assert.ok(heard.some(({ e }) => e === 'chat.added'))
  for (const viewer of [teacher, otherPupil, director]) {
    const { chat } = await open(newId())
    await assertEventsReproduceState(world, viewer, async () => {
      await teacher.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'При всех' })
      await change([cast.secondTeacher.profileId, director.profileId])
      await otherPupil.client.call('messages.send', { chatId: chat.id, key: newId(), text: 'Без директора' })
    })
    await assertEventsReproduceState(world, viewer, () => change([director.profileId]))
  }
})

test('applications, units and memberships: what the applicant and the administrator hear', async () => {
  const { director, school, classId } = cast
  const person = await signIn(world, newPhone(), { surname: 'Окунев', name: 'Глеб', patronymic: 'Ильич' })
  const { communityId } = school
  await assertEventsReproduceState(world, director, () =>
    apply(school, person, { unitId: classId, role: 'staff', position: 'Учитель' }),
  )
  await assertEventsReproduceState(world, person, () =>
    join(school, person, { unitId: school.staffUnitId, role: 'staff', position: 'Учитель' }),
  )
  // A lead hears that he may decide now, what comes to his class, and that he may not any more.
  const child = await signIn(world, newPhone(), { surname: 'Окунева', name: 'Яна', birthDate: '2011-05-20' })
  const heard = await assertEventsReproduceState(world, cast.teacher, async () => {
    await director.client.call('delegation.set', { communityId, leads: true })
    await apply(school, child, { unitId: classId, role: 'pupil' })
    await director.client.call('delegation.set', { communityId, leads: false })
  })
  const own = heard.map(({ e }) => e).filter((name) => name === 'membership.changed' || name === 'unitQueue.changed')
  assert.deepEqual(own, ['membership.changed', 'unitQueue.changed', 'membership.changed'])
  await assertEventsReproduceState(world, cast.secondTeacher, async () => {
    const unit = await director.client.call('units.create', { id: newId(), communityId, name: '10«А»', grade: 10 })
    await director.client.call('units.rename', { unitId: unit.id, name: '10«Б»' })
    await director.client.call('units.archive', { unitId: unit.id, archived: true })
  })
  await assertEventsReproduceState(world, person, async () => {
    await person.client.call('chats.openDirect', { id: newId(), profileId: cast.teacher.profileId })
    await director.client.call('members.remove', { communityId, profileId: person.profileId })
  })
})

test('an organisation is called otherwise, and somebody becomes its administrator: what everybody and the director hear', async () => {
  const { director, pupil, secondTeacher, school } = cast
  const { communityId } = school
  const named = await assertEventsReproduceState(world, pupil, async () => {
    const { version } = await director.client.call('organisation.get', { communityId })
    await director.client.call('organisation.set', { communityId, version, ...ABOUT_SCHOOL, shortName: 'СОШ 1234' })
  })
  assert.deepEqual(
    named.map(({ e }) => e),
    ['organisation.changed'],
  )
  const input = { communityId, profileId: secondTeacher.profileId }
  const appointed = await assertEventsReproduceState(world, director, async () => {
    await director.client.call('members.appoint', input)
    await director.client.call('members.dismiss', input)
  })
  assert.equal(appointed.filter(({ e }) => e === 'administrators.changed').length, 2)
})

test('the operator lets the school rest and work again, and announces something', async () => {
  const { operator, school, secondTeacher } = cast
  const { communityId } = school
  await assertEventsReproduceState(world, secondTeacher, async () => {
    await operator.call('organisations.suspend', { communityId, reason: 'Договор закончился' })
    const until = new Date(world.app.platform.clock.now() + 3_600_000).toISOString()
    await operator.call('banner.set', { id: newId(), ru: 'Ночью работы', en: '', until })
  })
  await assertEventsReproduceState(world, secondTeacher, () => operator.call('organisations.resume', { communityId }))
})

test('an adult is taken out of a family: what the child, the adult and the administrator hear', async () => {
  const { director, secondPupil, school, classId } = cast
  for (const viewer of ['child', 'adult', 'administrator'] as const) {
    const adult = await signIn(world, newPhone(), { surname: 'Лисин', name: 'Юрий' })
    await join(school, adult, { unitId: classId, role: 'parent', childProfileId: secondPupil.profileId })
    const who = { child: secondPupil, adult, administrator: director }[viewer]
    const heard = await assertEventsReproduceState(world, who, () =>
      secondPupil.client.call('families.reportAdult', {
        unitId: classId,
        childProfileId: secondPupil.profileId,
        adultProfileId: adult.profileId,
        reason: 'Я его не знаю',
      }),
    )
    assert.ok(heard.some(({ e }) => e === 'families.changed'))
  }
})

test('a pupil reports a message, and two administrators open it and decide: what both sides hear', async () => {
  const { director, secondTeacher, pupil, secondPupil, school } = cast
  const { communityId } = school
  await director.client.call('members.appoint', { communityId, profileId: secondTeacher.profileId })
  const chatId = await startChat(cast)
  const bad = { chatId, key: newId(), text: 'Обидное слово' }
  const { seq } = (await pupil.client.call('messages.send', bad)).message
  const id = newId()
  const place = { communityId, id }
  const reported = await assertEventsReproduceState(world, director, () =>
    secondPupil.client.call('reports.messages', { id, reason: 'bullying', words: '', chatId, seqs: [seq] }),
  )
  const decided = await assertEventsReproduceState(world, secondPupil, async () => {
    await director.client.call('reports.ask', place)
    await secondTeacher.client.call('reports.agree', place)
    await director.client.call('reports.decide', { ...place, outcome: 'measures', answer: '' })
  })
  for (const heard of [reported, decided]) assert.ok(heard.some(({ e }) => e === 'reports.changed'))
})

test('a parent tells of an absence, and the leader of the class accepts it: what both hear', async () => {
  const { parent, teacher, pupil, school, classId } = cast
  const place = { unitId: classId, childProfileId: pupil.profileId }
  const day = new Date(world.clock.now()).toISOString().slice(0, 10)
  const id = newId()
  const told = await assertEventsReproduceState(world, teacher, () =>
    parent.client.call('absences.tell', { id, ...place, from: day, to: day, reason: 'illness', note: '' }),
  )
  const { communityId } = school
  const accepted = await assertEventsReproduceState(world, parent, () =>
    teacher.client.call('absences.accept', { communityId, absences: [{ id, version: 1 }] }),
  )
  for (const heard of [told, accepted]) assert.ok(heard.some(({ e }) => e === 'absences.changed'))
})

test('[GEN-01/forget] a removed member’s device forgets every chat of the school in the same moment', async () => {
  const { director, pupil, school, teacher } = cast
  const heard = await assertEventsReproduceState(world, pupil, () =>
    director.client.call('members.remove', { communityId: school.communityId, profileId: pupil.profileId }),
  )
  assert.ok(heard.some(({ e }) => e === 'membership.ended'))
  assert.deepEqual((await pupil.client.call('chats.list', {})).chats, [])
  await pupil.client.refused('messages.page', { chatId }, 'chat.unknown')
  const socket = await world.socket(pupil.client)
  await socket.hello()
  await send(teacher, 'Без него')
  await socket.settle()
  assert.deepEqual(socket.events('message.posted'), [])
})

test('a parent is reminded of an announcement that waits for his answer, and answers', async () => {
  // Reminders go by day alone, and the others here would not outlive that day.
  await using day = await createWorld()
  const { teacher, parent, pupil, school, classId } = await createCast(day)
  const { communityId } = school
  waitForDay(day)
  const id = await announce(day, teacher, communityId, [toUnit(classId)], ASKS)
  const { chatId: place, seq } = (await announcedTo(parent, id))[0]!.message
  const heard = await assertEventsReproduceState(day, parent, async () => {
    await teacher.client.call('announcements.remind', { communityId, id })
    await day.app.messenger.announcing.run()
    const answer = { chatId: place, seq, childIds: [pupil.profileId], answer: 'seen' as const }
    await parent.client.call('announcements.answer', answer)
  })
  assert.ok(heard.some((frame) => frame.e === 'announcement.reminded'))
})

test('a call of a chat begins and ends, and another one is planned', async () => {
  await using other = await createWorld()
  const people = await createCast(other)
  const place = await startChat(people)
  const heard = await assertEventsReproduceState(other, people.pupil, async () => {
    const { call } = await people.teacher.client.call('calls.start', { chatId: place, id: newId() })
    const callPlace = { chatId: place, callId: call.id }
    const { profileId } = people.pupil
    await people.teacher.client.call('calls.setAdministrator', { ...callPlace, profileId, administrator: true })
    await people.pupil.client.call('calls.join', { ...callPlace, sessionId: newId() })
    await people.pupil.client.call('calls.setHand', { ...callPlace, up: true })
    await people.teacher.client.call('calls.setFloor', { ...callPlace, profileId, floor: true })
    await people.teacher.client.call('calls.nudge', { ...callPlace, profileId: null })
    await people.pupil.client.call('calls.react', { ...callPlace, reaction: 'heart' })
    const halls = [{ id: newId(), name: 'Первый', profileIds: [profileId] }]
    await people.teacher.client.call('calls.arrangeHalls', { ...callPlace, version: 0, free: false, halls })
    await people.teacher.client.call('calls.tell', { ...callPlace, text: 'Осталось пять минут' })
    const day = new Date(other.clock.now() + 86_400_000).toISOString().slice(0, 10)
    const wish = { title: 'Собрание', day, time: '18:00', repeats: null, microphonesOff: false, camerasOff: false }
    await people.teacher.client.call('plannedCalls.add', { chatId: place, id: newId(), ...wish })
    // What happens among those in a call is told together, soon after.
    await new Promise((resolve) => setTimeout(resolve, CALL_TOLD_EVERY_MS * 2))
    await people.teacher.client.call('calls.end', callPlace)
  })
  assert.equal(heard.filter(({ e }) => e === 'call.changed').length, 2)
  for (const name of [
    'call.door',
    'call.halls',
    'call.note',
    'call.people',
    'call.asked',
    'call.nudged',
    'call.reactions',
  ])
    assert.ok(
      heard.some(({ e }) => e === name),
      name,
    )
})

test('every event of the contract was replayed', () => {
  const missing = (Object.keys(events) as EventName[]).filter((name) => !replayed.has(name))
  assert.deepEqual(missing, [])
})
