import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { InputOf } from '#contract/kit/operation.ts'
import { SMS_OF_PERSON_PER_DAY } from '#contract/messenger/chat-links.limits.ts'
import type { Operations } from '#contract/operations.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { send, startChat } from '#testkit/messages.ts'
import { newPhone, type Person, signInOperator } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

const DAY_MS = 86_400_000
const TITLE = 'Тайный чат'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const start = () => startChat(cast, [cast.pupil, cast.secondTeacher], TITLE)
type Wanted = Partial<InputOf<Operations['chatLinks.make']>>
const make = async (chatId: string, more: Wanted = {}, by = cast.teacher) =>
  (await by.client.call('chatLinks.make', { chatId, days: 7, usesMax: null, approval: false, ...more })).link
const join = ({ client }: Person, token: string) => client.call('chatLinks.join', { token })
const dead = async (person: Person, token: string) => {
  await person.client.refused('chatLinks.look', { token }, 'chatLink.unknown')
  await person.client.refused('chatLinks.join', { token }, 'chatLink.unknown')
}

test('[CHT-06] a link lets in at once whom its maker could add, and tells others why it does not and nothing of the chat', async () => {
  const chatId = await start()
  const { teacher, pupil, parent, secondPupil, otherPupil, stranger, newcomer } = cast
  const before = await send(teacher, chatId, 'До вас')
  const { token } = await make(chatId)
  const seen = await secondPupil.client.call('chatLinks.look', { token })
  assert.deepEqual(seen, { chatId, title: TITLE, membersCount: 3, way: 'joins' })
  assert.deepEqual(await join(secondPupil, token), { chatId, joined: true })
  assert.deepEqual(await join(secondPupil, token), { chatId, joined: true }, 'whoever is inside stays inside')
  const { entries } = await secondPupil.client.call('messages.page', { chatId })
  assert.ok(!entries.some(({ s }) => s === before.seq), 'he sees what follows')
  const line = entries.at(-1)!
  assert.ok(line.e === 'members.joined' && line.p.actorId === secondPupil.profileId)
  await join(parent, token)
  assert.equal((await teacher.client.call('chatLinks.get', { chatId })).link!.uses, 2)
  const refuse = async ({ client }: Person, link: string, code: 'chatLink.outsider' | 'chatLink.notContact') => {
    for (const ask of ['chatLinks.look', 'chatLinks.join'] as const) {
      const told = JSON.stringify(await client.refused(ask, { token: link }, code))
      assert.ok(!told.includes(TITLE) && !told.includes(chatId), told)
    }
  }
  for (const person of [stranger, newcomer]) await refuse(person, token, 'chatLink.outsider')
  await parent.client.refused('chatLinks.get', { chatId }, 'chat.notAllowed')
  await parent.client.refused('chatLinks.make', { chatId, days: 7, usesMax: null, approval: false }, 'chat.notAllowed')
  // A pupil could not add somebody of another class, and his link does not do it for him.
  await teacher.client.call('chats.setPermission', { chatId, permission: 'invite', scope: 'everyone' })
  const ofPupil = await make(chatId, {}, pupil)
  await refuse(otherPupil, ofPupil.token, 'chatLink.notContact')
})

test('[CHT-06/ends] a link ends by its time, its uses, another one, its revocation, and with the right of its maker', async () => {
  const chatId = await start()
  const { teacher, secondTeacher, parent, secondPupil } = cast
  const once = await make(chatId, { usesMax: 1 })
  const both = await Promise.allSettled([parent, secondPupil].map((person) => join(person, once.token)))
  assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1, 'one of two at once')
  const other = both[0]!.status === 'fulfilled' ? secondPupil : parent
  await dead(other, once.token)
  const replaced = await make(chatId)
  const revoked = await make(chatId)
  await dead(other, replaced.token)
  await teacher.client.call('chatLinks.revoke', { chatId })
  await dead(other, revoked.token)
  assert.equal((await teacher.client.call('chatLinks.get', { chatId })).link, null)
  const profileId = secondTeacher.profileId
  await teacher.client.call('chats.setRole', { chatId, profileId, role: 'administrator' })
  const made = await make(chatId, {}, secondTeacher)
  await teacher.client.call('chats.setPermission', { chatId, permission: 'invite', scope: 'owner' })
  await dead(other, made.token)
  const short = await make(chatId, { days: 1 })
  await teacher.client.call('chats.delete', { chatId })
  await dead(other, short.token)
  await teacher.client.call('chats.restore', { chatId })
  world.clock.advance(DAY_MS + 1_000)
  await dead(other, short.token)
})

test('[CHT-06/removed] whoever was removed comes back by no link, and whoever left does', async () => {
  const chatId = await start()
  const { teacher, pupil, secondTeacher } = cast
  const { token } = await make(chatId)
  await secondTeacher.client.call('chats.leave', { chatId })
  await join(secondTeacher, token)
  await teacher.client.call('chats.removeMember', { chatId, profileId: pupil.profileId })
  for (const ask of ['chatLinks.look', 'chatLinks.join'] as const) {
    await pupil.client.refused(ask, { token }, 'chatLink.removed')
  }
  await teacher.client.call('chats.addMembers', { chatId, profileIds: [pupil.profileId] })
  await pupil.client.call('chats.leave', { chatId })
  await join(pupil, token)
})

test('[CHT-06/approval] with approval people ask, those who lead hear of it and decide; who is declined asks by another link', async () => {
  const chatId = await start()
  const { teacher, pupil, parent, secondPupil } = cast
  const { token } = await make(chatId, { approval: true })
  await using socket = await world.socket(teacher.client)
  await socket.hello()
  assert.equal((await parent.client.call('chatLinks.look', { token })).way, 'asks')
  assert.deepEqual(await join(parent, token), { chatId, joined: false })
  await join(secondPupil, token)
  await socket.event('chat.mine', ({ mine }) => mine.joinRequests === 2)
  assert.equal((await parent.client.call('chatLinks.look', { token })).way, 'waits')
  await parent.client.refused('chats.get', { chatId }, 'chat.unknown')
  assert.equal((await pupil.client.call('chats.get', { chatId })).mine.joinRequests, 0, 'members are not told')
  await pupil.client.refused('joinRequests.list', { chatId }, 'chat.notAllowed')
  const { requests } = await teacher.client.call('joinRequests.list', { chatId })
  assert.deepEqual(
    requests.map(({ profileId }) => profileId),
    [parent.profileId, secondPupil.profileId],
  )
  const decide = ({ profileId }: Person, letIn: boolean) =>
    teacher.client.call('joinRequests.decide', { chatId, profileId, letIn })
  assert.equal((await decide(parent, true)).mine.joinRequests, 1)
  assert.equal((await parent.client.call('chats.get', { chatId })).mine.role, 'member')
  assert.equal((await decide(secondPupil, false)).mine.joinRequests, 0)
  await secondPupil.client.refused('chatLinks.join', { token }, 'chatLink.declined')
  const about = { chatId, profileId: secondPupil.profileId, letIn: true }
  await teacher.client.refused('joinRequests.decide', about, 'joinRequest.unknown')
  await teacher.client.call('chats.removeMember', { chatId, profileId: parent.profileId })
  await teacher.client.call('chats.addMembers', { chatId, profileIds: [parent.profileId] })
  const again = await make(chatId, { approval: true })
  await join(secondPupil, again.token)
  assert.equal((await decide(secondPupil, true)).chat.membersCount, 5)
  assert.equal((await teacher.client.call('chatLinks.get', { chatId })).link!.uses, 1)
})

test('[CHT-05] an SMS names the organisation and holds the link alone; it counts for the chat and for its sender, and so many leave a day', async () => {
  const chatId = await start()
  const { teacher, pupil, director, school } = cast
  const sms = (phone = newPhone(), id = newId()) => ({ id, chatId, phone })
  await teacher.client.refused('chatLinks.send', sms(), 'chatLink.unknown')
  const { token } = await make(chatId)
  await teacher.client.refused('chatLinks.send', sms('112'), 'chatLink.phoneInvalid')
  await pupil.client.refused('chatLinks.send', sms(), 'chat.notAllowed')
  await teacher.client.call('chats.setPermission', { chatId, permission: 'invite', scope: 'everyone' })
  await pupil.client.refused('chatLinks.send', sms(), 'chatLink.pupilSends')
  const input = sms()
  for (const _ of [1, 2]) {
    const { sms: counts } = await teacher.client.call('chatLinks.send', input)
    assert.deepEqual([counts.own, counts.ofChat], [1, 1], 'a repeat sends nothing')
  }
  const text = world.lastSms(input.phone)!
  assert.ok(text.includes('Школа № 1234') && text.includes(`/chat/${token}`), text)
  assert.ok(!text.includes(TITLE) && !text.includes('Соколова'), text)
  await director.client.refused('chatLinks.send', sms(), 'chat.unknown')
  for (let n = 1; n < SMS_OF_PERSON_PER_DAY; n += 1) await teacher.client.call('chatLinks.send', sms())
  const last = sms()
  const refused = await teacher.client.refused('chatLinks.send', last, 'chatLink.smsLimit')
  assert.deepEqual(refused.details, { perDayMax: SMS_OF_PERSON_PER_DAY, of: 'person' })
  assert.equal(world.lastSms(last.phone), undefined)
  const other = await startChat(cast, [pupil, cast.secondTeacher], 'Ещё один')
  await make(other)
  await teacher.client.refused('chatLinks.send', { ...sms(), chatId: other }, 'chatLink.smsLimit')
  assert.equal((await teacher.client.call('chatLinks.get', { chatId: other })).sms.ofChat, 0)
  const operator = await signInOperator(world)
  const quotas = (smsPerMonth: number | null) =>
    operator.call('organisations.setQuotas', {
      communityId: school.communityId,
      storageMegabytes: null,
      smsPerMonth,
      reason: 'Проверка',
    })
  await quotas(1)
  const full = await cast.secondTeacher.client.refused('chatLinks.send', sms(), 'chatLink.smsQuota')
  assert.equal(full.details?.changedBy, 'operator')
  await quotas(null)
  world.clock.advance(DAY_MS + 1_000)
  await teacher.client.call('chatLinks.send', sms())
})

test('[CHT-06/added] whoever asks and is added by hand waits no more', async () => {
  const chatId = await start()
  const { teacher, parent } = cast
  const { token } = await make(chatId, { approval: true })
  await join(parent, token)
  assert.equal((await teacher.client.call('chats.get', { chatId })).mine.joinRequests, 1)
  const added = await teacher.client.call('chats.addMembers', { chatId, profileIds: [parent.profileId] })
  assert.equal(added.mine.joinRequests, 0)
  assert.deepEqual((await teacher.client.call('joinRequests.list', { chatId })).requests, [])
})
