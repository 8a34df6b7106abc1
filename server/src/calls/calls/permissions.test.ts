import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Call } from '#contract/calls/calls.ts'
import type { MediaSource, OwnPermissions } from '#contract/calls/people.ts'
import type { MediaGrants } from '#server/calls/index.ts'
import { enterCall, placeOfCall, startCall } from '#testkit/calls.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createFakeMedia } from '#testkit/fake-media.ts'
import { startChat } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

let world: World
let cast: Cast
const media = createFakeMedia()
before(async () => {
  world = await createWorld({ mediaServer: media })
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

const NOTHING: OwnPermissions = { microphone: null, camera: null, screen: null }
const SPEAKS: MediaGrants = { microphone: true, camera: true, screen: false }
const SILENT: MediaGrants = { microphone: false, camera: true, screen: false }
const ALL: MediaGrants = { microphone: true, camera: true, screen: true }

interface Lesson {
  call: Call
  /** Sessions by person. */
  of: ReadonlyMap<Person, string>
}

/** A call of the teacher with these people in it and on the media server, who send everything. */
async function begin(...people: Person[]): Promise<Lesson> {
  const { teacher, pupil, secondPupil, parent } = cast
  const call = await startCall(teacher, await startChat(cast, [pupil, secondPupil, parent]))
  const of = new Map<Person, string>()
  for (const person of [teacher, ...people]) {
    const { sessionId } = await enterCall(person, call)
    of.set(person, sessionId)
    media.inside.get(`call-${call.id}`)!.add(sessionId)
    send(sessionId)
  }
  return { call, of }
}

function send(sessionId: string): void {
  const sources: MediaSource[] = ['microphone', 'camera', 'screen']
  media.tracks.set(
    sessionId,
    sources.map((source) => ({ id: `${source} of ${sessionId}`, source, muted: false })),
  )
}

const tracksOf = ({ of }: Lesson, person: Person) =>
  (media.tracks.get(of.get(person)!) ?? []).map(({ source, muted }) => (muted ? `${source} off` : source))
const grantsOf = ({ of }: Lesson, person: Person) => media.grants.get(of.get(person)!)

/** The media server follows soon after the answer. */
async function assertGrants(lesson: Lesson, person: Person, may: MediaGrants): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (JSON.stringify(grantsOf(lesson, person)) === JSON.stringify(may)) return
    await delay(10)
  }
  assert.deepEqual(grantsOf(lesson, person), may)
}

const setRules = async ({ call }: Lesson, rules: { microphones?: boolean; cameras?: boolean; screens?: boolean }) => {
  const { teacher } = cast
  const { version } = (await teacher.client.call('calls.running', { chatId: call.chatId })).call!
  return (await teacher.client.call('calls.setRules', { ...placeOfCall(call), version, ...rules })).call
}
const setPermissions = ({ call }: Lesson, { profileId }: Person, permissions: Partial<OwnPermissions>) =>
  cast.teacher.client.call('calls.setPermissions', {
    ...placeOfCall(call),
    profileId,
    permissions: { ...NOTHING, ...permissions },
  })
const tokenOf = async (person: Person, call: Call) => {
  const { admitted } = await person.client.call('calls.join', { ...placeOfCall(call), sessionId: newId() })
  const claims = JSON.parse(Buffer.from(admitted!.token.split('.')[1]!, 'base64url').toString()) as {
    video: { canPublish: boolean; canPublishSources: string[] }
  }
  return claims.video
}

test('[CALL-13/rules] [CALL-11/who] what people may switch on themselves is told to all, stands in tokens and in the room, and holds for whoever does not lead', async () => {
  const { teacher, pupil, secondPupil } = cast
  const lesson = await begin(pupil, secondPupil)
  await using socket = await world.socket(pupil.client)
  await socket.hello()
  assert.deepEqual((await tokenOf(pupil, lesson.call)).canPublishSources, ['microphone', 'camera'])
  assert.equal((await tokenOf(teacher, lesson.call)).canPublishSources.length, 4)

  const call = await setRules(lesson, { microphones: false })
  assert.deepEqual([call.microphones, call.cameras, call.screens], [false, true, false])
  await socket.event('call.changed', (told) => told.call.version === call.version && !told.call.microphones)
  for (const person of [pupil, secondPupil]) {
    await assertGrants(lesson, person, SILENT)
    // What was sent is gone, whatever the client does.
    assert.deepEqual(tracksOf(lesson, person), ['camera'])
  }
  await assertGrants(lesson, teacher, ALL)
  assert.equal(tracksOf(lesson, teacher).length, 3)
  assert.deepEqual((await tokenOf(pupil, call)).canPublishSources, ['camera'])

  await setRules(lesson, { cameras: false })
  await assertGrants(lesson, pupil, { microphone: false, camera: false, screen: false })
  // An empty list would open everything.
  const { canPublish, canPublishSources } = await tokenOf(pupil, call)
  assert.deepEqual([canPublish, canPublishSources], [false, []])
  await setRules(lesson, { microphones: true, cameras: true, screens: true })
  await assertGrants(lesson, pupil, ALL)

  const stale = { ...placeOfCall(call), version: call.version, microphones: false }
  await teacher.client.refused('calls.setRules', stale, 'call.versionConflict')
  await pupil.client.refused('calls.setRules', stale, 'call.notAllowed')
})

test('[CALL-13/person] [CALL-11/named] what was decided for one person goes before what the call has for all, over every return', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const lesson = await begin(pupil, secondPupil)
  await setPermissions(lesson, pupil, { screen: true, microphone: false })
  await assertGrants(lesson, pupil, { microphone: false, camera: true, screen: true })
  await assertGrants(lesson, secondPupil, SPEAKS)
  const { people } = await secondPupil.client.call('calls.people', placeOfCall(lesson.call))
  assert.deepEqual(people.find(({ profileId }) => profileId === pupil.profileId)?.permissions, {
    microphone: false,
    camera: null,
    screen: true,
  })
  await pupil.client.call('calls.leave', { ...placeOfCall(lesson.call), sessionId: lesson.of.get(pupil)! })
  world.clock.advance(10 * 60_000)
  assert.deepEqual((await tokenOf(pupil, lesson.call)).canPublishSources, [
    'camera',
    'screen_share',
    'screen_share_audio',
  ])
  const of = (person: Person) => ({ ...placeOfCall(lesson.call), profileId: person.profileId, permissions: NOTHING })
  await pupil.client.refused('calls.setPermissions', of(pupil), 'call.notAllowed')
  await teacher.client.refused('calls.setPermissions', of(cast.newcomer), 'call.personUnknown')
  // Who leads by himself is beyond it; who was made to lead may everything while he does.
  await teacher.client.refused('calls.setPermissions', of(teacher), 'call.notAllowed')
  const again = await begin(parent)
  await setPermissions(again, parent, { microphone: false })
  await assertGrants(again, parent, SILENT)
  const make = { ...placeOfCall(again.call), profileId: parent.profileId }
  await teacher.client.call('calls.setAdministrator', { ...make, administrator: true })
  await assertGrants(again, parent, ALL)
  await teacher.client.call('calls.setAdministrator', { ...make, administrator: false })
  await assertGrants(again, parent, SILENT)
})

test('[CALL-13/floor] who was given the floor speaks where nobody else may, and is silent when it is taken back', async () => {
  const { teacher, pupil, secondPupil } = cast
  const lesson = await begin(pupil, secondPupil)
  await using socket = await world.socket(pupil.client)
  await socket.hello()
  await setRules(lesson, { microphones: false })
  await assertGrants(lesson, pupil, SILENT)
  const floor = { ...placeOfCall(lesson.call), profileId: pupil.profileId }
  await teacher.client.call('calls.setFloor', { ...floor, floor: true })
  await assertGrants(lesson, pupil, SPEAKS)
  await assertGrants(lesson, secondPupil, SILENT)
  const { p } = await socket.event('call.asked')
  assert.deepEqual(p, { ...placeOfCall(lesson.call), profileId: teacher.profileId, source: 'microphone' })
  await teacher.client.call('calls.setFloor', { ...floor, floor: false })
  await assertGrants(lesson, pupil, SILENT)

  // Where all may speak he is only silenced.
  await setRules(lesson, { microphones: true })
  await assertGrants(lesson, pupil, SPEAKS)
  send(lesson.of.get(pupil)!)
  await teacher.client.call('calls.setFloor', { ...floor, floor: true })
  await teacher.client.call('calls.setFloor', { ...floor, floor: false })
  for (let tries = 0; tries < 100 && !tracksOf(lesson, pupil).includes('microphone off'); tries += 1) await delay(10)
  assert.ok(tracksOf(lesson, pupil).includes('microphone off'))
  assert.deepEqual(grantsOf(lesson, pupil), SPEAKS)
})

test('[CALL-13/off] one or all are switched off; nobody is switched on, only asked to, and only while he may', async () => {
  const { teacher, pupil, secondPupil, parent } = cast
  const lesson = await begin(pupil, secondPupil)
  const place = placeOfCall(lesson.call)
  await setRules(lesson, { screens: true })
  await assertGrants(lesson, pupil, ALL)
  const mute = (profileId: string | null, source: MediaSource) =>
    teacher.client.call('calls.mute', { ...place, profileId, source })
  await mute(pupil.profileId, 'microphone')
  assert.deepEqual(tracksOf(lesson, pupil), ['microphone off', 'camera', 'screen'])
  assert.deepEqual(tracksOf(lesson, secondPupil), ['microphone', 'camera', 'screen'])
  await mute(pupil.profileId, 'screen')
  // A share is over, and he may share again.
  assert.deepEqual(tracksOf(lesson, pupil), ['microphone off', 'camera'])
  assert.deepEqual(grantsOf(lesson, pupil), ALL)
  for (const source of ['microphone', 'camera', 'screen'] as const) await mute(null, source)
  for (const person of [pupil, secondPupil]) {
    assert.deepEqual(tracksOf(lesson, person), ['microphone off', 'camera off'])
  }
  assert.deepEqual(tracksOf(lesson, teacher), ['microphone', 'camera', 'screen'])
  const all = { ...place, profileId: null, source: 'camera' } as const
  await pupil.client.refused('calls.mute', all, 'call.notAllowed')
  const foreign = { ...all, profileId: cast.newcomer.profileId }
  await teacher.client.refused('calls.mute', foreign, 'call.personUnknown')

  await using socket = await world.socket(pupil.client)
  await socket.hello()
  const ask = { ...place, profileId: pupil.profileId, source: 'camera' } as const
  await teacher.client.call('calls.ask', ask)
  await socket.event('call.asked', ({ source }) => source === 'camera')
  assert.deepEqual(tracksOf(lesson, pupil), ['microphone off', 'camera off'])
  await setPermissions(lesson, pupil, { camera: false })
  await teacher.client.refused('calls.ask', ask, 'call.notPermitted')
  await teacher.client.refused('calls.ask', { ...ask, profileId: parent.profileId }, 'call.personAway')
  await pupil.client.refused('calls.ask', ask, 'call.notAllowed')

  const { rooms } = media
  const { people } = rooms
  const { MediaUnavailable } = await import('../media/media-rooms.ts')
  rooms.people = () => Promise.reject(new MediaUnavailable())
  await teacher.client.refused('calls.mute', all, 'call.unavailable')
  rooms.people = people
})

test('[CALL-13/repair] what a media server has forgotten, or a client brings with an older token, the rounds set right', async () => {
  const { pupil } = cast
  const lesson = await begin(pupil)
  await setRules(lesson, { microphones: false })
  await assertGrants(lesson, pupil, SILENT)
  media.grants.clear()
  send(lesson.of.get(pupil)!)
  world.clock.advance(10_000)
  await world.app.calls.rounds.run()
  assert.deepEqual(grantsOf(lesson, pupil), SILENT)
  assert.deepEqual(tracksOf(lesson, pupil), ['camera'])
})

test('in a dialogue nobody is over the other, and both may show their screens', async () => {
  const { teacher, secondTeacher } = cast
  const { chat } = await teacher.client.call('chats.openDirect', { id: newId(), profileId: secondTeacher.profileId })
  const call = await startCall(teacher, chat.id)
  assert.equal((await tokenOf(secondTeacher, call)).canPublishSources.length, 4)
  const place = placeOfCall(call)
  const rules = { ...place, version: call.version, microphones: false }
  await teacher.client.refused('calls.setRules', rules, 'call.notHere')
  const other = { ...place, profileId: secondTeacher.profileId }
  await teacher.client.refused('calls.setPermissions', { ...other, permissions: NOTHING }, 'call.notHere')
  await teacher.client.refused('calls.mute', { ...other, source: 'microphone' }, 'call.notHere')
  await teacher.client.refused('calls.ask', { ...other, source: 'microphone' }, 'call.notHere')
})

test('[CALL-13/halls] what people may send holds in session halls too', async () => {
  const { teacher, pupil, secondPupil } = cast
  const lesson = await begin(pupil)
  const place = placeOfCall(lesson.call)
  const hall = { id: newId(), name: 'Первый', profileIds: [pupil.profileId, secondPupil.profileId] }
  await teacher.client.call('calls.arrangeHalls', { ...place, version: 0, free: false, halls: [hall] })
  await teacher.client.call('calls.openHalls', { ...place, version: 1, minutes: null })
  const sessionId = lesson.of.get(pupil)!
  await pupil.client.call('calls.join', { ...place, sessionId })
  media.inside.get(`call-${lesson.call.id}`)!.delete(sessionId)
  media.inside.get(`call-${lesson.call.id}-${hall.id}`)!.add(sessionId)
  await teacher.client.call('calls.mute', { ...place, profileId: null, source: 'camera' })
  assert.ok(tracksOf(lesson, pupil).includes('camera off'))
  await setRules(lesson, { microphones: false })
  await assertGrants(lesson, pupil, SILENT)
  assert.deepEqual(tracksOf(lesson, pupil), ['camera off'])
})
