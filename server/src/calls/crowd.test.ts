import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startCallLoad } from '#testkit/call-load.ts'
import { createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { signalsOf, startTestMedia, untilReady } from '#testkit/media.ts'
import { startChat } from '#testkit/messages.ts'
import { createWorld } from '#testkit/world.ts'

const PEOPLE = 40
const SECONDS = 3
/** Packets of speech in a second. */
const RATE = 50

test('[CALL-02] forty people hear the one who speaks, without a gap', async () => {
  await using media = await startTestMedia({ interfaces: ['lo'] })
  await untilReady(media)
  await using world = await createWorld({ mediaServer: media })
  const cast = await createCast(world)
  const chatId = await startChat(cast)
  const { call } = await cast.teacher.client.call('calls.start', { chatId, id: newId() })
  const tokens: string[] = []
  while (tokens.length < PEOPLE) {
    const session = { chatId, callId: call.id, sessionId: newId() }
    tokens.push((await cast.teacher.client.call('calls.join', session)).admitted!.token)
  }
  const url = signalsOf(media)
  const load = await startCallLoad({ url, tokens, speakers: 1, sound: '', film: '', apartMs: 10, seconds: SECONDS })
  const { parts, refused } = await load.ran
  assert.deepEqual([...refused], [])
  const [speaker, ...listeners] = parts
  assert.equal(speaker!.packets, 0)
  for (const part of listeners) {
    assert.ok(part !== null && part.firstMs >= 0, JSON.stringify(part))
    assert.ok(part.packets >= SECONDS * RATE * 0.9 && part.lost <= 2, JSON.stringify(part))
  }
})
