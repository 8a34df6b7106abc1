import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { dispose } from '@livekit/rtc-node'
import { type CallParticipant, enterCall, tonesIn } from '#testkit/call-participant.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import { createWorld } from '#testkit/world.ts'

const PATIENCE_MS = 20_000
/** So long a state has to hold before it counts as one, in milliseconds. */
const HOLDS_MS = 600

after(() => dispose())

/** Waits until somebody hears these tones and no other, for a while. */
async function hears(who: CallParticipant, tones: number[], what: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  let since = Number.POSITIVE_INFINITY
  for (;;) {
    const now = performance.now()
    const heard = who.heard()
    const isSo = heard.length === tones.length && heard.every((tone, i) => tone === tones[i])
    since = isSo ? Math.min(since, now) : Number.POSITIVE_INFINITY
    if (now - since >= HOLDS_MS) return
    assert.ok(now < deadline, `${what}: hears ${heard.join(', ') || 'nothing'}`)
    await delay(50)
  }
}

type Person = Cast['teacher']

async function startCall(person: Person, chatId: string) {
  const { call } = await person.client.call('calls.start', { chatId, id: newId() })
  return { chatId, callId: call.id }
}

/** Comes in with a client that is not ours, straight at the media server. */
async function enter(person: Person, place: { chatId: string; callId: string }, apiUrl: string) {
  const session = { ...place, sessionId: newId() }
  const { token } = (await person.client.call('calls.join', session)).admitted!
  return { session, participant: await enterCall(apiUrl.replace(/^http/, 'ws'), token) }
}

test('tones are told apart, and silence is none', () => {
  const wave = (...hertz: number[]) =>
    Int16Array.from({ length: 9_600 }, (_, i) =>
      hertz.reduce((sum, one) => sum + 4_000 * Math.sin((2 * Math.PI * one * i) / 48_000), 0),
    )
  assert.deepEqual(tonesIn(wave(440)), [440])
  assert.deepEqual(tonesIn(wave(660, 880)), [660, 880])
  assert.deepEqual(tonesIn(wave(300)), [])
  assert.deepEqual(tonesIn(new Int16Array(9_600)), [])
})

test('in a call people hear each other; who is removed hears and is heard no more, and what has ended is silent', async () => {
  await using media = await startTestMedia()
  await untilReady(media)
  await using world = await createWorld({ mediaServer: media })
  const cast = await createCast(world)
  const place = await startCall(cast.teacher, await startChat(cast))
  const { apiUrl } = media.access()!
  const { participant: teacher } = await enter(cast.teacher, place, apiUrl)
  await using _teacher = teacher
  const { participant: pupil } = await enter(cast.pupil, place, apiUrl)
  await using _pupil = pupil
  const { participant: second, session } = await enter(cast.secondPupil, place, apiUrl)
  await using _second = second
  await teacher.speak(440)
  await pupil.speak(660)
  await second.speak(880)
  await hears(teacher, [660, 880], 'the teacher')
  await hears(pupil, [440, 880], 'the pupil')
  await hears(second, [440, 660], 'the second pupil')

  await cast.teacher.client.call('calls.remove', { ...place, profileId: cast.secondPupil.profileId })
  await world.app.calls.rounds.run()
  await hears(teacher, [660], 'the teacher after the removal')
  await hears(second, [], 'who was removed')
  await cast.secondPupil.client.refused('calls.join', session, 'call.removed')

  await cast.teacher.client.call('calls.end', place)
  await world.app.calls.rounds.run()
  await hears(pupil, [], 'the pupil after the end')
})

test('the media server is killed: who comes back is heard again within ten seconds', async () => {
  await using media = await startTestMedia()
  await untilReady(media)
  await using world = await createWorld({ mediaServer: media })
  const cast = await createCast(world)
  const place = await startCall(cast.teacher, await startChat(cast))
  const first = await enter(cast.teacher, place, media.access()!.apiUrl)
  await first.participant[Symbol.asyncDispose]()
  process.kill(media.pid!, 'SIGKILL')
  const killed = performance.now()
  while (media.state() === 'ready') await delay(20)
  await untilReady(media)

  const { apiUrl } = media.access()!
  const { admitted } = await cast.teacher.client.call('calls.join', first.session)
  await using teacher = await enterCall(apiUrl.replace(/^http/, 'ws'), admitted!.token)
  const { participant: pupil } = await enter(cast.pupil, place, apiUrl)
  await using _pupil = pupil
  await teacher.speak(440)
  await hears(pupil, [440], 'the pupil')
  assert.ok(performance.now() - killed < 10_000 + HOLDS_MS, `${performance.now() - killed} ms`)
  const { stays } = await cast.pupil.client.call('calls.people', place)
  assert.equal(stays[0]!.sessionId, first.session.sessionId, 'the same stay goes on')
})
