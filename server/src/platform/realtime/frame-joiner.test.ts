import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { WebSocket, WebSocketServer } from 'ws'
import { createSystemClock } from '../clock/clock.ts'
import { Connection } from './connection.ts'
import { FrameJoiner } from './frame-joiner.ts'
import { encodeTextFrame, TextFrame } from './raw-frames.ts'
import { SocketWriter } from './socket-writer.ts'

const TEXTS = [
  '',
  'слово 😀',
  'a'.repeat(125),
  'a'.repeat(126),
  'ж'.repeat(40_000),
  'x'.repeat(70_000),
  'y'.repeat(2 ** 21),
]

test('frames for one and frames for all are joined as they would be one by one, of any length', () => {
  const joiner = new FrameJoiner()
  for (const text of TEXTS) {
    const frames = [new TextFrame(text), encodeTextFrame('for all'), new TextFrame(['"', Buffer.from(text), '"'])]
    const expected = [encodeTextFrame(text), encodeTextFrame('for all'), encodeTextFrame(`"${text}"`)]
    assert.ok(joiner.join(frames).equals(Buffer.concat(expected)), `${text.length} letters`)
  }
})

test('the same memory is used again until somebody holds on to it', () => {
  const joiner = new FrameJoiner()
  const first = joiner.join([new TextFrame('first')])
  const second = joiner.join([new TextFrame('other')])
  assert.equal(first.buffer, second.buffer)
  joiner.giveAway()
  const kept = second.toString()
  joiner.join([new TextFrame('third')])
  assert.equal(second.toString(), kept)
})

test('a socket that is not read for a while gets every byte as it was written, whatever others get meanwhile', {
  timeout: 20_000,
}, async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  await once(server, 'listening')
  const clock = createSystemClock()
  const writer = new SocketWriter(clock)
  const viewer = { sessionId: 's', accountId: 'a', operator: false, profileId: 'p' }
  const origin = { surface: 'main', network: '127.0.0.1', device: '', deviceToken: null } as const
  const open = async () => {
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
    const [[ws]] = await Promise.all([once(server, 'connection') as Promise<[WebSocket]>, once(client, 'open')])
    const heard: string[] = []
    client.on('message', (data) => heard.push(data.toString()))
    return { client, heard, connection: new Connection(ws, { viewer, origin }, { soon: clock.soon, writer }) }
  }
  const slow = await open()
  const quick = await open()
  slow.client.pause()
  const outputOf = (n: number) => `${n} `.repeat(20_000 + n)
  const frames = Array.from({ length: 120 }, (_, n) => ({ t: 'ok', n, output: outputOf(n) }) as const)
  for (const frame of frames) {
    slow.connection.send(frame)
    quick.connection.send({ ...frame, n: frame.n + 1_000 })
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.ok(slow.heard.length < frames.length, 'the slow one has not heard all of it yet')
  slow.client.resume()
  for (const { client, heard } of [slow, quick]) while (heard.length < frames.length) await once(client, 'message')
  assert.deepEqual(
    slow.heard.map((text) => JSON.parse(text)),
    frames,
  )
  assert.deepEqual(
    quick.heard.map((text) => JSON.parse(text).n),
    frames.map(({ n }) => n + 1_000),
  )
  for (const { client } of [slow, quick]) client.terminate()
  await new Promise((resolve) => server.close(resolve))
})
