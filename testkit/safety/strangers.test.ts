import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import { type OperationId, operations } from '#contract/operations.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId, newPhone, type Person, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

/** What a stranger has of his own, and who is to hear of him. */
interface Own {
  communityId: string
  unitId: string
  chatId: string
  /** An own message of his there, and one that waits until tomorrow. */
  seq: number
  waitingId: string
  /** A call that he has begun there. */
  callId: string
  colleagueId: string
  receiver: Person
}

const REASON = 'Так надо'
const DAY_MS = 24 * 3_600_000

/** A text that names somebody. */
const named = (profileId: string) => ({ text: '@Вы, купите', mentions: [{ profileId, from: 0, length: 3 }] })
const tomorrow = () => new Date(world.clock.now() + DAY_MS).toISOString()

const away = (unitId: string, childProfileId: string) => ({
  id: newId(),
  unitId,
  childProfileId,
  from: tomorrow().slice(0, 10),
  to: tomorrow().slice(0, 10),
  reason: 'illness',
  note: '',
})

/** What is kept for oneself alone is not refused, and is heard by nobody all the same. */
const FOR_ONESELF: ReadonlySet<string> = new Set<OperationId>(['drafts.set'])

/** Every command that names somebody, as an administrator of another organisation calls it about somebody whom he does not know. */
const NAMING: Readonly<Partial<Record<OperationId, (own: Own) => object>>> = {
  'members.appoint': ({ communityId, receiver: { profileId } }) => ({ communityId, profileId }),
  'pageEditors.set': ({ communityId, receiver: { profileId } }) => ({ communityId, profileId, editor: true }),
  'members.dismiss': ({ communityId, receiver: { profileId } }) => ({ communityId, profileId }),
  'members.changeRole': ({ communityId, unitId, receiver: { profileId } }) => ({
    communityId,
    profileId,
    from: { unitId, role: 'parent' },
    to: { unitId, role: 'staff' },
  }),
  'members.remove': ({ communityId, receiver: { profileId } }) => ({ communityId, profileId, reason: REASON }),
  'members.takePhoto': ({ communityId, receiver: { profileId } }) => ({ communityId, profileId, reason: REASON }),
  'links.create': ({ unitId, receiver: { profileId } }) => ({
    id: newId(),
    unitId,
    role: 'parent',
    childProfileId: profileId,
  }),
  'messages.send': ({ chatId, receiver: { profileId } }) => ({ chatId, key: newId(), ...named(profileId) }),
  'messages.edit': ({ chatId, seq, receiver: { profileId } }) => ({ chatId, seq, version: 1, ...named(profileId) }),
  'drafts.set': ({ chatId, receiver: { profileId } }) => ({
    chatId,
    base: 0,
    draft: { ...named(profileId), replyToSeq: null },
  }),
  'scheduled.add': ({ chatId, receiver: { profileId } }) => ({
    chatId,
    id: newId(),
    sendAt: tomorrow(),
    ...named(profileId),
  }),
  'scheduled.change': ({ chatId, waitingId, receiver: { profileId } }) => ({
    chatId,
    id: waitingId,
    version: 1,
    sendAt: tomorrow(),
    ...named(profileId),
  }),
  'reports.person': ({ communityId, receiver: { profileId } }) => ({
    id: newId(),
    reason: 'bullying',
    words: '',
    communityId,
    profileId,
  }),
  'blocks.block': ({ receiver: { profileId } }) => ({ profileId }),
  'blocks.unblock': ({ receiver: { profileId } }) => ({ profileId }),
  'families.link': ({ unitId, receiver: { profileId } }) => ({
    id: newId(),
    unitId,
    childProfileId: profileId,
    renew: false,
  }),
  'families.allow': ({ unitId, receiver: { profileId } }) => ({ unitId, childProfileId: profileId, adultsMax: 5 }),
  'families.removeAdult': ({ unitId, colleagueId, receiver: { profileId } }) => ({
    unitId,
    childProfileId: profileId,
    adultProfileId: colleagueId,
    reason: REASON,
  }),
  'families.reportAdult': ({ unitId, colleagueId, receiver: { profileId } }) => ({
    unitId,
    childProfileId: profileId,
    adultProfileId: colleagueId,
    reason: REASON,
  }),
  'families.recordConsent': ({ unitId, receiver: { profileId } }) => ({
    unitId,
    childProfileId: profileId,
    textVersion: CONSENT_TEXT_VERSION,
    signedBy: 'Чужова Рита',
    signedOn: '2026-01-01',
  }),
  'families.recordWithdrawal': ({ unitId, receiver: { profileId } }) => ({ unitId, childProfileId: profileId }),
  'absences.tell': ({ unitId, receiver: { profileId } }) => away(unitId, profileId),
  'absences.change': ({ unitId, receiver: { profileId } }) => ({ ...away(unitId, profileId), version: 1 }),
  'absences.withdraw': ({ unitId, receiver: { profileId } }) => ({ id: newId(), unitId, childProfileId: profileId }),
  'consents.give': ({ receiver: { profileId } }) => ({ childProfileId: profileId, textVersion: CONSENT_TEXT_VERSION }),
  'consents.withdraw': ({ receiver: { profileId } }) => ({ childProfileId: profileId }),
  'ageNotices.dismiss': ({ receiver: { profileId } }) => ({ profileId, age: 18 }),
  'cards.print': ({ unitId, receiver: { profileId } }) => ({ unitId, profileIds: [profileId] }),
  'cards.revoke': ({ unitId, receiver: { profileId } }) => ({ unitId, profileId }),
  'cards.unlock': ({ unitId, receiver: { profileId } }) => ({ unitId, profileId }),
  'personalContacts.confirm': ({ receiver: { profileId } }) => ({ profileId }),
  'personalContacts.remove': ({ receiver: { profileId } }) => ({ profileId }),
  'tickets.confirm': ({ receiver: { profileId } }) => ({ id: newId(), version: 1, profileId, reason: REASON }),
  'chats.create': ({ communityId, receiver: { profileId } }) => ({
    id: newId(),
    communityId,
    title: 'Спам',
    memberIds: [profileId],
  }),
  'chats.openDirect': ({ receiver: { profileId } }) => ({ id: newId(), profileId }),
  'chats.addMembers': ({ chatId, receiver: { profileId } }) => ({ chatId, profileIds: [profileId] }),
  'chats.removeMember': ({ chatId, receiver: { profileId } }) => ({ chatId, profileId }),
  'joinRequests.decide': ({ chatId, receiver: { profileId } }) => ({ chatId, profileId, letIn: true }),
  'chats.setRole': ({ chatId, receiver: { profileId } }) => ({ chatId, profileId, role: 'administrator' }),
  'calls.decide': ({ chatId, callId, receiver: { profileId } }) => ({
    chatId,
    callId,
    profileIds: [profileId],
    decision: 'admit',
  }),
  'calls.remove': ({ chatId, callId, receiver: { profileId } }) => ({ chatId, callId, profileId }),
  'calls.lowerHands': ({ chatId, callId, receiver: { profileId } }) => ({ chatId, callId, profileId }),
  'calls.setFloor': ({ chatId, callId, receiver: { profileId } }) => ({ chatId, callId, profileId, floor: true }),
  'calls.setPermissions': ({ chatId, callId, receiver: { profileId } }) => ({
    chatId,
    callId,
    profileId,
    permissions: { microphone: true, camera: true, screen: true },
  }),
  'calls.mute': ({ chatId, callId, receiver: { profileId } }) => ({ chatId, callId, profileId, source: 'camera' }),
  'calls.ask': ({ chatId, callId, receiver: { profileId } }) => ({ chatId, callId, profileId, source: 'camera' }),
  'calls.nudge': ({ chatId, callId, receiver: { profileId } }) => ({ chatId, callId, profileId }),
  'calls.setAdministrator': ({ chatId, callId, receiver: { profileId } }) => ({
    chatId,
    callId,
    profileId,
    administrator: true,
  }),
  'calls.arrangeHalls': ({ chatId, callId, receiver: { profileId } }) => ({
    ...{ chatId, callId, version: 0, free: false },
    halls: [{ id: newId(), name: 'Зал', profileIds: [profileId] }],
  }),
  'dialogueRules.set': ({ communityId, receiver: { profileId } }) => ({
    communityId,
    version: 0,
    under14: 'secondAdult',
    from14: 'secondAdult',
    guestsWithPupils: false,
    vanishWithPupils: true,
    linkPreviews: 'withoutPupils',
    ownCallPictures: false,
    secondAdultIds: [profileId],
  }),
  // About oneself.
  'sessions.switchProfile': ({ receiver: { profileId } }) => ({ profileId }),
  'oidc.chooseProfile': ({ receiver: { profileId } }) => ({ id: 'A'.repeat(21), profileId }),
}

/** Whether the input of an operation names somebody by the id of a profile. */
const names = (id: OperationId) =>
  /"(\w*[pP]rofileIds?|memberIds|\w*AdultIds)":/.test(JSON.stringify(operations[id].input))

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

async function foundOwn(): Promise<Omit<Own, 'receiver'>> {
  const { kindergarten, stranger } = cast
  const { communityId } = kindergarten
  const { id: unitId } = await stranger.client.call('units.create', {
    id: newId(),
    communityId,
    name: 'Группа «Лучики»',
  })
  const colleague = await signIn(world, newPhone(), { surname: 'Своя', name: 'Ольга' })
  await join(kindergarten, colleague, { unitId, role: 'staff', position: 'Воспитатель' })
  const made = { id: newId(), communityId, title: 'Свои', memberIds: [colleague.profileId] }
  const { chat } = await stranger.client.call('chats.create', made)
  const chatId = chat.id
  const { message } = await stranger.client.call('messages.send', { chatId, key: newId(), text: 'Своим' })
  const waitingId = newId()
  const later = { chatId, id: waitingId, text: 'Своим завтра', sendAt: tomorrow() }
  await stranger.client.call('scheduled.add', later)
  const { call } = await stranger.client.call('calls.start', { chatId, id: newId() })
  const told = { communityId, unitId, chatId, seq: message.seq, waitingId, callId: call.id }
  return { ...told, colleagueId: colleague.profileId }
}

test('[GEN-06] whoever shares no organisation with somebody delivers him nothing: no message, no call, no chat, no invitation, by no command that names him', async () => {
  const { stranger, teacher, pupil, newcomer } = cast
  const theirs = await foundOwn()
  for (const receiver of [teacher, pupil, newcomer]) {
    const own = { ...theirs, receiver }
    const socket = await world.socket(receiver.client)
    const before = await socket.hello()
    const heard = socket.frames.length
    for (const [id, inputOf] of Object.entries(NAMING)) {
      const answer = await stranger.client.post(id, JSON.stringify(inputOf(own)), { 'idempotency-key': newId() })
      const isRefused = answer.status >= 400 && answer.status < 500
      assert.ok(isRefused || FOR_ONESELF.has(id), `${id}: ${answer.status} ${answer.text}`)
      assert.ok(!/request\.invalid/.test(answer.text), `${id} was not understood, so nothing is shown: ${answer.text}`)
    }
    // Whoever has the number, or knows the chats, has no more.
    await stranger.client.call('phonebook.compare', {
      hashes: [createHash('sha256').update(receiver.phone).digest('base64url')],
    })
    const { message } = await stranger.client.call('messages.send', {
      chatId: own.chatId,
      key: newId(),
      text: 'Купите',
    })
    for (const { chat } of before.moved.map(({ state }) => state)) {
      const key = () => newId()
      await stranger.client.refused('messages.send', { chatId: chat.id, key: key(), text: 'Купите' }, 'chat.unknown')
      await stranger.client.refused('calls.start', { chatId: chat.id, id: key() }, 'chat.unknown')
      const messages = [{ key: key(), seq: message.seq }]
      const forward = { chatId: chat.id, fromChatId: own.chatId, messages }
      await stranger.client.refused('messages.forward', forward, 'chat.unknown')
    }
    assert.deepEqual(await (await world.socket(receiver.client)).hello(), before)
    assert.deepEqual(
      socket.frames.slice(heard).filter(({ t }) => t === 'event'),
      [],
    )
  }
})

test('[GEN-06/strangers] the list holds every command that names somebody', () => {
  const commands = (Object.keys(operations) as OperationId[]).filter((id) => {
    const { kind, gate } = operations[id]
    return kind === 'command' && (gate === 'profile' || gate === 'account') && names(id)
  })
  assert.ok(commands.length > 20)
  assert.deepEqual(Object.keys(NAMING).sort(), commands.sort())
})
