import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startTestMedia } from '#testkit/media.ts'
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
  while (media.state() !== 'ready') await delay(20)
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
