import { type Guest, knock } from '#testkit/calls.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import type { Examples, Stage } from './examples.ts'

/** A call of the teacher that runs. */
async function running({ cast, chatId }: Stage) {
  const { call } = await cast.teacher.client.call('calls.start', { chatId, id: newId() })
  return { chatId, callId: call.id }
}

/** A call with the pupil in it. */
async function entered(stage: Stage) {
  const session = { ...(await running(stage)), sessionId: newId() }
  await stage.cast.pupil.client.call('calls.join', session)
  return session
}

/** A call as whoever changes it knows it. */
async function versioned(stage: Stage) {
  const place = await running(stage)
  const { call } = await stage.cast.teacher.client.call('calls.running', { chatId: place.chatId })
  return { ...place, version: call!.version }
}

/** A call in a chat of its own, in which nothing but this was done with its people. */
const apart = async (stage: Stage) => running({ ...stage, chatId: await startChat(stage.cast) })

/** What is planned in ten minutes, on the clock of the school, wherever another example has moved it. */
async function soon({ world, cast }: Stage) {
  const [school] = await world.database.query<{ time_zone: string }>(
    'select time_zone from communities.community where id = $1',
    [cast.school.communityId],
  )
  const [day, time] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: school!.time_zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(world.clock.now() + 9 * 60_000)
    .split(' ')
  return {
    title: 'Родительское собрание',
    day: day!,
    time: time!,
    repeats: null,
    microphonesOff: true,
    camerasOff: false,
  }
}

/** A planned call in a chat of its own. */
async function planned(stage: Stage) {
  const place = { chatId: await startChat(stage.cast), id: newId() }
  const made = await stage.cast.teacher.client.call('plannedCalls.add', { ...place, ...(await soon(stage)) })
  return { ...place, version: made.planned.version }
}

/** What is done to the pupil, who is in such a call. */
async function toPupil(stage: Stage) {
  const place = await apart(stage)
  await stage.cast.pupil.client.call('calls.join', { ...place, sessionId: newId() })
  return { ...place, profileId: stage.cast.pupil.profileId }
}

/** A call of two adults, which its teacher is in and anybody may come to who has this link. */
async function toAnybody(stage: Stage) {
  const { cast } = stage
  const place = await running({ ...stage, chatId: await startChat(cast, [cast.secondTeacher]) })
  await cast.teacher.client.call('calls.join', { ...place, sessionId: newId() })
  const { link } = await cast.teacher.client.call('callLinks.setAccess', { ...place, access: 'anyone' })
  return { ...place, token: link!.token }
}

/** A guest who is in such a call. */
async function guest(stage: Stage): Promise<Guest> {
  const { token, ...place } = await toAnybody(stage)
  const { teacher } = stage.cast
  const came = await knock(stage.world, token)
  const { waiting } = await teacher.client.call('calls.waiting', place)
  const profileIds = waiting.map(({ profileId }) => profileId)
  await teacher.client.call('calls.decide', { ...place, profileIds, decision: 'admit' })
  await came.client.call('callGuests.enter', { sessionId: came.sessionId })
  return came
}

/** Valid calls of what is done with calls. */
export const callExamples = {
  'calls.start': ({ cast, chatId }) => ({ by: cast.teacher.client, input: { chatId, id: newId() } }),
  'calls.running': ({ cast, chatId }) => ({ by: cast.pupil.client, input: { chatId } }),
  'calls.people': async (stage) => ({ by: stage.cast.pupil.client, input: await running(stage) }),
  'calls.join': async (stage) => ({
    by: stage.cast.pupil.client,
    input: { ...(await running(stage)), sessionId: newId() },
  }),
  'calls.beat': async (stage) => ({ by: stage.cast.pupil.client, input: await entered(stage) }),
  'calls.leave': async (stage) => ({ by: stage.cast.pupil.client, input: await entered(stage) }),
  'calls.configure': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await versioned(stage)), waitingRoom: true, locked: false },
  }),
  'calls.waiting': async (stage) => ({ by: stage.cast.teacher.client, input: await running(stage) }),
  'calls.decide': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await apart(stage)), profileIds: [stage.cast.pupil.profileId], decision: 'admit' },
  }),
  'calls.remove': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await apart(stage)), profileId: stage.cast.secondPupil.profileId },
  }),
  'calls.setAdministrator': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await apart(stage)), profileId: stage.cast.pupil.profileId, administrator: true },
  }),
  'calls.led': async (stage) => {
    const { chatId } = await running(stage)
    return { by: stage.cast.teacher.client, input: { chatId } }
  },
  'calls.attendance': async (stage) => {
    const { chatId, callId } = await entered(stage)
    return { by: stage.cast.teacher.client, input: { chatId, callId } }
  },
  'callLinks.get': async (stage) => ({ by: stage.cast.teacher.client, input: await running(stage) }),
  'callLinks.setAccess': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await running(stage)), access: 'organisation' },
  }),
  'callLinks.renew': async (stage) => {
    const place = await running(stage)
    await stage.cast.teacher.client.call('callLinks.setAccess', { ...place, access: 'organisation' })
    return { by: stage.cast.teacher.client, input: place }
  },
  'callLinks.open': async (stage) => {
    const place = await running(stage)
    const access = 'organisation'
    const { link } = await stage.cast.teacher.client.call('callLinks.setAccess', { ...place, access })
    return { by: stage.cast.secondTeacher.client, input: { token: link!.token } }
  },
  'callGuests.look': async (stage) => ({ by: stage.world.client(), input: { token: (await toAnybody(stage)).token } }),
  'callGuests.knock': async (stage) => ({
    by: stage.world.client(),
    input: { token: (await toAnybody(stage)).token, name: 'Анна Гостева' },
  }),
  'callGuests.enter': async (stage) => ({ by: (await guest(stage)).client, input: { sessionId: newId() } }),
  'callGuests.beat': async (stage) => {
    const { client, sessionId } = await guest(stage)
    return { by: client, input: { sessionId, revision: null } }
  },
  'callGuests.setHand': async (stage) => ({ by: (await guest(stage)).client, input: { up: true } }),
  'callGuests.leave': async (stage) => {
    const { client, sessionId } = await guest(stage)
    return { by: client, input: { sessionId } }
  },
  'plannedCalls.coming': ({ cast }) => ({ by: cast.pupil.client, input: {} }),
  'plannedCalls.list': ({ cast, chatId }) => ({ by: cast.pupil.client, input: { chatId } }),
  'plannedCalls.add': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { chatId: stage.chatId, id: newId(), ...(await soon(stage)) },
  }),
  'plannedCalls.change': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await planned(stage)), ...(await soon(stage)), title: 'Классный час' },
  }),
  'plannedCalls.setCancelled': async (stage) => {
    const { chatId, id } = await planned(stage)
    return { by: stage.cast.teacher.client, input: { chatId, id, day: null, cancelled: true } }
  },
  'plannedCalls.start': async (stage) => {
    const { chatId, id } = await planned(stage)
    return { by: stage.cast.teacher.client, input: { chatId, id, callId: newId() } }
  },
  'calls.setHand': async (stage) => {
    const { sessionId, ...place } = await entered(stage)
    return { by: stage.cast.pupil.client, input: { ...place, up: true } }
  },
  'calls.lowerHands': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await running(stage)), profileId: null },
  }),
  'calls.setFloor': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await toPupil(stage)), floor: true },
  }),
  'calls.setRules': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await versioned(stage)), screens: true },
  }),
  'calls.setPermissions': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await toPupil(stage)), permissions: { microphone: null, camera: null, screen: true } },
  }),
  'calls.mute': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await running(stage)), profileId: null, source: 'microphone' },
  }),
  'calls.ask': async (stage) => ({
    by: stage.cast.teacher.client,
    input: { ...(await toPupil(stage)), source: 'microphone' },
  }),
  'calls.nudge': async (stage) => ({ by: stage.cast.teacher.client, input: await toPupil(stage) }),
  'calls.react': async (stage) => {
    const { sessionId, ...place } = await entered(stage)
    return { by: stage.cast.pupil.client, input: { ...place, reaction: 'applause' } }
  },
  'calls.tryMedia': async ({ cast, chatId }) => ({ by: cast.pupil.client, input: { chatId } }),
  'calls.end': async (stage) => ({ by: stage.cast.teacher.client, input: await running(stage) }),
} satisfies Partial<Examples>
