import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import { createWorld } from '#testkit/world.ts'

/** Opens signals as a client of LiveKit does, and resolves with the status of a refusal or the first bytes of the answer. */
async function open(url: string, origin: string): Promise<number | Buffer> {
  const ws = new WebSocket(url, { origin })
  ws.on('error', () => undefined)
  const refused = once(ws, 'unexpected-response').then(([, answer]) => (answer as { statusCode: number }).statusCode)
  const answered = once(ws, 'message').then(([data]) => data as Buffer)
  const first = await Promise.race([refused, answered])
  ws.terminate()
  return first
}

test('a token opens the media server through our own site for who is admitted, and its API stays closed', async () => {
  await using media = await startTestMedia()
  await untilReady(media)
  await using world = await createWorld({ mediaServer: media })
  const cast = await createCast(world)
  const chatId = await startChat(cast)
  const { call } = await cast.teacher.client.call('calls.start', { chatId, id: newId() })
  const session = { chatId, callId: call.id, sessionId: newId() }
  const { url, token } = (await cast.pupil.client.call('calls.join', session)).admitted!
  const own = `http://localhost:${world.app.port}`
  const signals = (access: string) => `${url}/rtc?access_token=${access}&auto_subscribe=1&protocol=15&sdk=js`

  const question = { method: 'POST', headers: { 'content-type': 'application/json', origin: own }, body: '{}' }
  const joined = await open(signals(token), own)
  assert.ok(Buffer.isBuffer(joined) && joined.includes(session.sessionId), String(joined))
  assert.equal(await open(signals(token), 'https://elsewhere.example'), 403)
  assert.equal(await open(signals(`${token}x`), own), 401)
  assert.equal(await open(`${url}/twirp/livekit.RoomService/ListRooms`, own), 404)
  const asked = await cast.pupil.client.raw(`/media/rtc/validate?access_token=${token}x`)
  assert.equal(asked.status, 401)
  assert.equal((await cast.pupil.client.raw('/media/twirp/livekit.RoomService/ListRooms', question)).status, 404)

  await cast.teacher.client.call('calls.end', { chatId, callId: call.id })
  await world.app.calls.rounds.run()
  // The token would last, and there is no room to which it leads.
  assert.ok(typeof (await open(signals(token), own)) === 'number')
})

const AUDIO = 0
const VIDEO = 1
const CAMERA = 1
const MICROPHONE = 2
const SCREEN = 3

/** What a client of LiveKit asks for before it sends a track: `SignalRequest.add_track` of its protocol, in protobuf. */
function addTrack(cid: string, type: number, source: number): Buffer {
  const request = Buffer.concat([
    Buffer.from([0x0a, cid.length]),
    Buffer.from(cid),
    Buffer.from([0x18, type, 0x40, source]),
  ])
  return Buffer.concat([Buffer.from([0x22, request.length]), request])
}

/** Signals of somebody who is in a room, and who asks whether he may send something. */
async function enter(url: string, origin: string) {
  const ws = new WebSocket(url, { origin })
  const answers: Buffer[] = []
  ws.on('message', (data) => answers.push(data as Buffer))
  await once(ws, 'message')
  return {
    /** What the media server says to a track: `track_published` or `request_response`, by their numbers in the protocol. */
    async ask(cid: string, type: number, source: number): Promise<'taken' | 'refused'> {
      ws.send(addTrack(cid, type, source))
      for (let tries = 0; tries < 250; tries += 1) {
        const answer = answers.find((each) => each.includes(cid) && [0x32, 0xb2].includes(each[0]!))
        if (answer !== undefined) return answer[0] === 0x32 ? 'taken' : 'refused'
        await delay(20)
      }
      throw new Error(`No answer to ${cid}`)
    },
    [Symbol.dispose]: () => ws.terminate(),
  }
}

test('[CALL-13/enforced] the media server itself refuses what was taken away, whatever a client asks it for', async () => {
  await using media = await startTestMedia()
  await untilReady(media)
  await using world = await createWorld({ mediaServer: media })
  const cast = await createCast(world)
  const chatId = await startChat(cast)
  const { call } = await cast.teacher.client.call('calls.start', { chatId, id: newId() })
  const session = { chatId, callId: call.id, sessionId: newId() }
  const { url, token } = (await cast.pupil.client.call('calls.join', session)).admitted!
  using pupil = await enter(
    `${url}/rtc?access_token=${token}&auto_subscribe=1&protocol=15&sdk=js`,
    `http://localhost:${world.app.port}`,
  )
  const readMay = async () => (await media.rooms.people(`call-${call.id}`))[0]!.may
  const setMicrophones = async (microphones: boolean) => {
    const { version } = (await cast.teacher.client.call('calls.running', { chatId })).call!
    await cast.teacher.client.call('calls.setRules', { chatId, callId: call.id, version, microphones })
    for (let tries = 0; tries < 250 && (await readMay())?.microphone !== microphones; tries += 1) await delay(20)
  }
  assert.deepEqual(await readMay(), { microphone: true, camera: true, screen: false })
  assert.equal(await pupil.ask('microphone-1', AUDIO, MICROPHONE), 'taken')
  assert.equal(await pupil.ask('screen-1', VIDEO, SCREEN), 'refused')

  await setMicrophones(false)
  assert.deepEqual(await readMay(), { microphone: false, camera: true, screen: false })
  assert.equal(await pupil.ask('microphone-2', AUDIO, MICROPHONE), 'refused')
  assert.equal(await pupil.ask('camera-1', VIDEO, CAMERA), 'taken')

  await setMicrophones(true)
  assert.equal(await pupil.ask('microphone-3', AUDIO, MICROPHONE), 'taken')
  // Anything at all is no list of nothing.
  await media.rooms.permit(`call-${call.id}`, session.sessionId, { microphone: false, camera: false, screen: false })
  assert.deepEqual(await readMay(), { microphone: false, camera: false, screen: false })
  assert.equal(await pupil.ask('camera-2', VIDEO, CAMERA), 'refused')
  // Who is gone, and what nobody sends, is no error.
  await media.rooms.permit(`call-${call.id}`, newId(), { microphone: true, camera: true, screen: true })
  await media.rooms.mute(`call-${call.id}`, session.sessionId, 'TR_none')
})
