import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { DialogueRules } from '#contract/communities/dialogue-rules.ts'
import type { EventPayload } from '#contract/events.ts'
import { LIFETIMES_MS } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast, foundOrganisation, join } from '#testkit/cast.ts'
import { newId, ProblemError } from '#testkit/client.ts'
import { newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const SENDS = 24

let world: World
let cast: Cast
before(async () => {
  world = await createWorld({ limitFactor: 100 })
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const rounds = () => world.app.messenger.supervision.run()

async function setRules(rules: Partial<DialogueRules>): Promise<void> {
  const { communityId, administrator } = cast.school
  const now = await administrator.client.call('dialogueRules.get', { communityId })
  await administrator.client.call('dialogueRules.set', { ...now, ...rules })
}
const seenByDirector = async () => {
  await setRules({ from14: 'secondAdult', secondAdultIds: [cast.director.profileId] })
  await rounds()
}
const adult = async (surname: string) => {
  const person = await signIn(world, newPhone(), { surname, name: 'Пётр', patronymic: 'Ильич' })
  await join(cast.school, person, { unitId: cast.school.staffUnitId, role: 'staff', position: 'Учитель' })
  return person
}
const pupil = async (surname: string) => {
  const person = await signIn(world, newPhone(), { surname, name: 'Лев', birthDate: '2011-05-20' })
  await join(cast.school, person, { unitId: cast.classId, role: 'pupil' })
  return person
}
const pair = async () => ({ teacher: await adult('Учителев'), kid: await pupil('Ученик') })
const open = async (from: Person, to: Person) =>
  (await from.client.call('chats.openDirect', { id: newId(), profileId: to.profileId })).chat.id
const group = async (by: Person, others: Person[]) => {
  const memberIds = others.map(({ profileId }) => profileId)
  const { communityId } = cast.school
  return (await by.client.call('chats.create', { id: newId(), communityId, title: 'Чат', memberIds })).chat.id
}
const say = async (person: Person, chatId: string, text: string) =>
  (await person.client.call('messages.send', { chatId, key: newId(), text })).message.seq
const entriesOf = async (person: Person, chatId: string) =>
  (await person.client.call('messages.page', { chatId, limit: 100 })).entries
const textsOf = async (person: Person, chatId: string) =>
  (await entriesOf(person, chatId)).flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message.text] : []))

test('[P-07/read-only] an observer writes, edits, reacts, types, renames, adds, removes and leaves nothing', async () => {
  await seenByDirector()
  const { teacher, kid } = await pair()
  const { director } = cast
  const chatId = await group(teacher, [kid])
  const seq = await say(kid, chatId, 'Слово')
  const socket = await world.socket(teacher.client)
  await socket.hello()
  const { client } = director
  await client.refused('messages.send', { chatId, key: newId(), text: 'Вижу' }, 'chat.observing')
  await client.refused('messages.edit', { chatId, seq, version: 1, text: 'Иное' }, 'message.notOwn')
  await client.refused('messages.erase', { chatId, seqs: [seq] }, 'message.notOwn')
  await client.refused('reactions.set', { chatId, seq, reaction: '👍' }, 'chat.observing')
  await client.refused('chats.rename', { chatId, title: 'Моё' }, 'chat.notAllowed')
  await client.refused('chats.addMembers', { chatId, profileIds: [cast.secondTeacher.profileId] }, 'chat.notAllowed')
  await client.refused('chats.removeMember', { chatId, profileId: kid.profileId }, 'chat.notAllowed')
  await client.refused('chats.leave', { chatId }, 'chat.leaveImpossible')
  await client.call('typing.start', { chatId })
  await client.call('reads.mark', { chatId, seq })
  await socket.settle()
  assert.deepEqual(socket.events('typing.started'), [])
  const { readTop } = await kid.client.call('chats.get', { chatId })
  assert.deepEqual(readTop, [], 'what an observer reads counts as read by nobody')
})

test('[P-07/stays] neither of the two gets rid of whoever sees them', async () => {
  await seenByDirector()
  const { teacher, kid } = await pair()
  const { director } = cast
  const chatId = await group(teacher, [kid])
  const about = { chatId, profileId: director.profileId }
  const problem = await teacher.client.refused('chats.removeMember', about, 'chat.notAllowed')
  assert.deepEqual([problem.details?.rule, problem.details?.changedBy], ['removeObserver', 'administrator'])
  await kid.client.refused('chats.removeMember', about, 'chat.notAllowed')
  const { members } = await kid.client.call('chats.members', { chatId })
  assert.deepEqual(
    members.map(({ profileId, role }) => [profileId, role]),
    [
      [teacher.profileId, 'owner'],
      [kid.profileId, 'member'],
      [director.profileId, 'observer'],
    ],
  )
  // The owner goes: the pupil alone inherits, never the one who only looked on, and nobody is left to look at.
  await teacher.client.call('chats.leave', { chatId })
  const { chat, mine } = await kid.client.call('chats.get', { chatId })
  assert.deepEqual([mine.role, chat.supervision, chat.membersCount], ['owner', null, 1])
  await director.client.refused('chats.get', { chatId }, 'chat.unknown')
})

test('[P-07/third] a third who comes and goes hides nothing of what the two say alone', async () => {
  await seenByDirector()
  const { teacher, kid } = await pair()
  const { director, secondPupil } = cast
  const chatId = await group(teacher, [kid])
  await say(teacher, chatId, 'Наедине')
  for (let i = 0; i < 3; i += 1) {
    await teacher.client.call('chats.addMembers', { chatId, profileIds: [secondPupil.profileId] })
    await say(teacher, chatId, 'Втроём')
    await director.client.refused('messages.page', { chatId }, 'chat.unknown')
    await teacher.client.call('chats.removeMember', { chatId, profileId: secondPupil.profileId })
    await say(kid, chatId, `Снова ${i}`)
    assert.deepEqual(await textsOf(director, chatId), [`Снова ${i}`])
  }
})

test('[P-07/joins] an observer who is added becomes a member like any other, and three are no dialogue', async () => {
  await seenByDirector()
  const { teacher, kid } = await pair()
  const { director } = cast
  const chatId = await group(teacher, [kid])
  const { chat } = await teacher.client.call('chats.addMembers', { chatId, profileIds: [director.profileId] })
  assert.deepEqual([chat.supervision, chat.membersCount], [null, 3])
  await say(director, chatId, 'Пишу и я')
  await director.client.call('chats.leave', { chatId })
  const left = await kid.client.call('chats.get', { chatId })
  assert.deepEqual(left.chat.supervision, { mode: 'secondAdult', observerIds: [director.profileId] })
  await director.client.refused('messages.send', { chatId, key: newId(), text: 'И ещё' }, 'chat.observing')
})

test('[CNT-08/send-race] sends against the removal of the third: nothing stands in the log that nobody saw', async () => {
  const { director, secondPupil } = cast
  for (const mode of ['secondAdult', 'forbidden'] as const) {
    await setRules({ from14: mode, secondAdultIds: [director.profileId] })
    await rounds()
    const { teacher, kid } = await pair()
    const chatId = await group(teacher, [kid, secondPupil])
    // Both have rights that this process holds as checked.
    for (const person of [teacher, kid]) await say(person, chatId, 'Втроём')
    const socket = await world.socket(kid.client)
    await socket.hello()
    const sends = Array.from({ length: SENDS }, (_, i) => say(i % 2 === 0 ? teacher : kid, chatId, `Слово ${i}`))
    const removal = teacher.client.call('chats.removeMember', { chatId, profileId: secondPupil.profileId })
    const answers = await Promise.allSettled([...sends, removal])
    const entries = await entriesOf(kid, chatId)
    const left = entries.find(({ e }) => e === 'members.left')!.s
    const alone = entries.filter((entry) => entry.e === 'message.posted' && entry.s > left).map(({ s }) => s)
    if (mode === 'forbidden') {
      assert.deepEqual(alone, [])
      for (const answer of answers.filter(({ status }) => status === 'rejected')) {
        const { reason } = answer as PromiseRejectedResult
        assert.ok(reason instanceof ProblemError && reason.problem.code === 'chat.adultPupilDirect', String(reason))
      }
    } else {
      assert.ok(answers.every(({ status }) => status === 'fulfilled'))
      assert.equal(entries.find(({ e }) => e === 'supervision.changed')?.s, left + 1)
      await say(teacher, chatId, 'Последнее')
      const seen = (await entriesOf(director, chatId)).filter(({ e }) => e === 'message.posted')
      assert.deepEqual(
        seen.slice(0, -1).map(({ s }) => s),
        alone,
      )
    }
  }
})

test('[CNT-08/open-race] a rule that changes while a dialogue opens holds for it after the second look', async () => {
  const { director } = cast
  for (let i = 0; i < 6; i += 1) {
    await seenByDirector()
    const { teacher, kid } = await pair()
    const [opened] = await Promise.allSettled([open(teacher, kid), setRules({ from14: 'forbidden' })])
    world.clock.advance(6_000)
    await rounds()
    if (opened.status === 'rejected') continue
    const { chat, mine } = await kid.client.call('chats.get', { chatId: opened.value })
    assert.deepEqual([chat.supervision, mine.writeRefusal], [null, 'chat.adultPupilDirect'])
    await director.client.refused('chats.get', { chatId: opened.value }, 'chat.unknown')
  }
})

test('[CNT-08/many-hands] rounds of several processes at once let nobody in twice, and move the rights to write', async () => {
  await seenByDirector()
  const { teacher, kid } = await pair()
  const chatId = await open(teacher, kid)
  const rightsOf = async (person: Person) => (await person.client.call('chats.get', { chatId })).mine.version
  const before = await Promise.all([teacher, kid].map(rightsOf))
  await setRules({ secondAdultIds: [cast.secondTeacher.profileId] })
  await Promise.all([1, 2, 3, 4].map(rounds))
  // One step: what a process has checked before is checked again, once.
  assert.deepEqual(
    await Promise.all([teacher, kid].map(rightsOf)),
    before.map((version) => version + 1),
  )
  const lines = (await entriesOf(kid, chatId)).flatMap((entry) =>
    entry.e === 'supervision.changed' ? [entry.p.joinedIds] : [],
  )
  assert.deepEqual(lines, [[cast.director.profileId], [cast.secondTeacher.profileId]])
})

test('[P-07/same-person] nobody is his own second adult under another profile, and a profile that is switched sees nothing', async () => {
  await seenByDirector()
  const { teacher, kid } = await pair()
  const chatId = await open(teacher, kid)
  const otherId = newId()
  await world.database.query(
    `insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
     select $2, account_id, person_id, 'personal', surname, name, patronymic, created_at
     from identity.profile where id = $1`,
    [teacher.profileId, otherId],
  )
  await teacher.client.call('sessions.switchProfile', { profileId: otherId })
  const other: Person = { ...teacher, profileId: otherId }
  await join(cast.school, other, { unitId: cast.school.staffUnitId, role: 'staff', position: 'Учитель' })
  await other.client.refused('messages.send', { chatId, key: newId(), text: 'Иной' }, 'chat.unknown')
  // Three profiles of two people are a dialogue like any other.
  const three = await group(other, [teacher, kid])
  assert.deepEqual((await kid.client.call('chats.get', { chatId: three })).chat.supervision, {
    mode: 'secondAdult',
    observerIds: [cast.director.profileId],
  })
  await setRules({ secondAdultIds: [otherId] })
  await rounds()
  const { chat, mine } = await kid.client.call('chats.get', { chatId })
  assert.deepEqual([chat.supervision, mine.writeRefusal], [null, 'chat.secondAdultMissing'])
  await other.client.refused('messages.page', { chatId }, 'chat.unknown')
})

test('[CNT-08/socket] an observer hears what follows by the socket, and nothing after his time', async () => {
  await setRules({ from14: 'secondAdult', secondAdultIds: [cast.secondTeacher.profileId] })
  await rounds()
  const { teacher, kid } = await pair()
  const chatId = await open(teacher, kid)
  const socket = await world.socket(cast.director.client)
  await socket.hello()
  const heard = () =>
    socket.events('message.posted').flatMap((frame) => {
      const { message } = frame.p as EventPayload<'message.posted'>
      return message.chatId === chatId ? [message.text] : []
    })
  await say(teacher, chatId, 'До него')
  await seenByDirector()
  await say(teacher, chatId, 'При нём')
  await socket.settle()
  assert.deepEqual(heard(), ['При нём'])
  await setRules({ secondAdultIds: [cast.secondTeacher.profileId] })
  await rounds()
  await say(teacher, chatId, 'После него')
  await socket.settle()
  assert.deepEqual(heard(), ['При нём'])
})

test('[P-07/old-message] a message from before the observer carries no new word to the other one', async () => {
  await seenByDirector()
  const { teacher, kid } = await pair()
  const chatId = await group(teacher, [kid, cast.secondPupil])
  const seq = await say(teacher, chatId, 'При третьем')
  await teacher.client.call('reactions.set', { chatId, seq, reaction: '👍' })
  await teacher.client.call('chats.removeMember', { chatId, profileId: cast.secondPupil.profileId })
  const edit = { chatId, seq, version: 1, text: 'Мимо директора' }
  await teacher.client.refused('messages.edit', edit, 'message.supervised')
  await kid.client.refused('reactions.set', { chatId, seq, reaction: '👏' }, 'message.unobserved')
  await teacher.client.call('reactions.set', { chatId, seq, reaction: null })
  await say(teacher, chatId, 'При директоре')
  assert.deepEqual(await textsOf(cast.director, chatId), ['При директоре'])
  assert.deepEqual(await textsOf(kid, chatId), ['При третьем', 'При директоре'])
})

test('[P-07/stays] what is said in a seen dialogue neither vanishes nor changes before the observer looks', async () => {
  await seenByDirector()
  const { teacher, kid } = await pair()
  const chatId = await group(teacher, [kid])
  const vanishing = { chatId, key: newId(), text: 'Сотри это', lifetimeMs: LIFETIMES_MS[0] }
  await teacher.client.refused('messages.send', vanishing, 'message.supervised')
  const seq = await say(teacher, chatId, 'Сказано')
  const attempts = async (person: Person) => {
    await person.client.refused('messages.edit', { chatId, seq, version: 1, text: 'Иначе' }, 'message.supervised')
    await person.client.refused('messages.erase', { chatId, seqs: [seq] }, 'message.supervised')
  }
  await attempts(teacher)
  assert.deepEqual(await textsOf(cast.director, chatId), ['Сказано'])
  // Nor when a third one comes for a moment, so that nobody has to see the chat.
  await teacher.client.call('chats.addMembers', { chatId, profileIds: [cast.secondPupil.profileId] })
  assert.equal((await kid.client.call('chats.get', { chatId })).chat.supervision, null)
  await attempts(teacher)
  const among = await say(teacher, chatId, 'При третьем')
  await teacher.client.call('messages.edit', { chatId, seq: among, version: 1, text: 'При третьем иначе' })
  await teacher.client.call('messages.erase', { chatId, seqs: [among] })
  await teacher.client.call('messages.send', { ...vanishing, key: newId() })
  assert.equal((await textsOf(kid, chatId))[0], 'Сказано')
})

test('[P-07/stale] a right that was checked before the observer came lets no vanishing message through', async () => {
  await seenByDirector()
  const { teacher, kid } = await pair()
  const chatId = await group(teacher, [kid, cast.secondPupil])
  const vanishing = () => ({ chatId, key: newId(), text: 'Сотри это', lifetimeMs: LIFETIMES_MS[0] })
  const known = vanishing()
  await teacher.client.call('messages.send', known)
  await teacher.client.call('chats.removeMember', { chatId, profileId: cast.secondPupil.profileId })
  await teacher.client.refused('messages.send', vanishing(), 'message.supervised')
  // What was acknowledged is acknowledged again.
  await teacher.client.call('messages.send', known)
})

test('[CNT-08/course] a teacher who is a pupil elsewhere, or here as well, is no schoolmate of a child', async () => {
  await seenByDirector()
  const { teacher, kid } = await pair()
  const courses = await foundOrganisation(world, cast.operator, {
    type: 'training',
    name: 'Институт развития образования',
    administrator: { surname: 'Курсова', name: 'Вера', patronymic: 'Львовна' },
  })
  const unit = { id: newId(), communityId: courses.communityId, name: 'Математики' }
  const { id: unitId } = await courses.administrator.client.call('units.create', unit)
  await join(courses, teacher, { unitId, role: 'pupil' })
  const chatId = await open(teacher, kid)
  const seenBy = async (person: Person, id: string) =>
    (await person.client.call('chats.get', { chatId: id })).chat.supervision
  const director = { mode: 'secondAdult', observerIds: [cast.director.profileId] }
  assert.deepEqual(await seenBy(kid, chatId), director)
  await join(cast.school, teacher, { unitId: cast.classId, role: 'pupil' })
  assert.deepEqual(await seenBy(kid, chatId), director)
})

test('[CNT-08/schoolmates] two pupils stay alone with each other when one of them comes of age', async () => {
  await seenByDirector()
  const [one, other] = [await pupil('Старший'), await pupil('Товарищ')]
  const chatId = await open(one, other)
  await world.database.query(
    `update identity.person set birth_date = current_date - interval '18 years 1 month'
     where id = (select person_id from identity.profile where id = $1)`,
    [one.profileId],
  )
  await setRules({ secondAdultIds: [cast.secondTeacher.profileId] })
  await rounds()
  await say(one, chatId, 'Мне восемнадцать')
  const { chat } = await other.client.call('chats.get', { chatId })
  assert.equal(chat.supervision, null)
})

test('[CNT-08/schoolmates] a grown-up who is let in as a pupil is seen in a dialogue with a child, and never alone unseen', async () => {
  await seenByDirector()
  const [child, grown] = [await pupil('Детский'), await adult('Переросток')]
  await join(cast.school, grown, { unitId: cast.classId, role: 'pupil' })
  for (const [from, to] of [[grown, child] as const, [await pupil('Второй'), grown] as const]) {
    const { chat } = await from.client.call('chats.get', { chatId: await open(from, to) })
    assert.deepEqual(chat.supervision, { mode: 'secondAdult', observerIds: [cast.director.profileId] })
  }
})

test('[P-07/link] whoever becomes a pupil by an invitation link is seen in the dialogue that he has', async () => {
  await seenByDirector()
  const [teacher, student] = [await adult('Учителев'), await adult('Студент')]
  const chatId = await open(teacher, student)
  await say(student, chatId, 'Двое взрослых')
  await join(cast.school, student, { unitId: cast.classId, role: 'pupil' })
  const { chat } = await student.client.call('chats.get', { chatId })
  assert.deepEqual(chat.supervision, { mode: 'secondAdult', observerIds: [cast.director.profileId] })
  assert.deepEqual(await textsOf(cast.director, chatId), [])
})
