import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WebSocket } from 'ws'
import type { EventFrame } from '#contract/kit/socket.ts'
import { createLocalBus } from '../bus/bus.ts'
import { createSystemClock } from '../clock/clock.ts'
import { createLog } from '../log/log.ts'
import { Connection } from './connection.ts'
import { type Audiences, Hub } from './hub.ts'
import { SocketWriter } from './socket-writer.ts'

const PROFILE = '01a213d4-0000-7000-8000-000000000001'
const CHAT = '01a213d4-0000-7000-8000-000000000002'

/** What is asked in one tick is asked together, a moment later. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

function createSocket(profileId: string): Connection {
  const clock = createSystemClock()
  const ws = { OPEN: 1, readyState: 1, _socket: null } as unknown as WebSocket
  const viewer = { sessionId: 'session', accountId: 'account', operator: false, profileId }
  const origin = { surface: 'main', network: '127.0.0.1', device: '', deviceToken: null } as const
  return new Connection(ws, { viewer, origin }, { soon: clock.soon, writer: new SocketWriter(clock) })
}

/** A hub whose readings of rights a test answers one by one, and a socket of one profile. */
function createScene() {
  const bus = createLocalBus()
  const clock = createSystemClock()
  const readings: ((audiences: Audiences) => void)[] = []
  const hub = new Hub({
    bus,
    clock,
    log: createLog('error'),
    audiencesOf: () => new Promise((resolve) => readings.push((audiences) => resolve(new Map([[PROFILE, audiences]])))),
    readLog: async () => [],
    readHeads: async () => new Map(),
    liveProfiles: async () => new Map(),
    membershipChange: (frame) => ({
      joined: frame.e === 'members.joined' ? [PROFILE] : [],
      startSeq: frame.s! - 1,
      left: frame.e === 'members.left' ? [PROFILE] : [],
    }),
    referenceOf: () => null,
    signOf: () => null,
  })
  const connection = createSocket(PROFILE)
  hub.add(connection)
  connection.beginBackfill()
  const heard: number[] = []
  connection.deliver = (encoded) => heard.push(JSON.parse(encoded.subarray(encoded.indexOf('{')).toString()).s)
  const tell = (e: 'members.joined' | 'members.left' | 'message.posted', s: number) => {
    const frame: EventFrame = { t: 'event', e, a: 'chat', id: CHAT, s, at: '2026-01-01T00:00:00.000Z', p: {} }
    bus.publish(frame)
  }
  const answer = async (chats: string[], communities: string[] = [], after = 0, head?: number) => {
    await settle()
    const heads = head === undefined ? {} : { heads: new Map(chats.map((id) => [`chat:${id}`, head])) }
    readings.shift()!({ chats: new Map(chats.map((id) => [id, after])), communities, ...heads })
    await settle()
  }
  return { bus, hub, connection, readings, tell, answer, heard }
}

test('[GEN-01/stale-rights] whoever is let out while his rights are read is not let in by the old answer', async () => {
  const { hub, connection, tell, answer } = createScene()
  const tuned = hub.tune(connection)
  tell('members.left', 7)
  await answer([CHAT])
  assert.deepEqual([...connection.chats], [], 'nothing is heard by a stale answer')
  await answer([])
  await tuned
  assert.deepEqual([...connection.chats], [])
})

test('[GEN-01/stale-rights] a role that ends during a hello ends what was heard by it', async () => {
  const { bus, hub, connection, answer, readings } = createScene()
  const tuned = hub.tune(connection)
  await settle()
  bus.signal({ t: 'audiences', profileId: PROFILE })
  await answer([CHAT], ['community/staff'])
  while (readings.length > 0) await answer([], ['community/everyone'])
  await tuned
  assert.deepEqual([[...connection.chats], [...connection.communities]], [[], ['community/everyone']])
})

test('whoever is let in while his rights are read is not let out by the old answer', async () => {
  const { hub, connection, tell, answer } = createScene()
  const tuned = hub.tune(connection)
  tell('members.joined', 7)
  await answer([])
  await answer([CHAT])
  await tuned
  assert.deepEqual([...connection.chats], [CHAT])
})

test('a socket that closed while its rights were read hears nothing and is kept nowhere', async () => {
  const { hub, connection, answer } = createScene()
  const tuned = hub.tune(connection)
  hub.remove(connection)
  await answer([CHAT], ['community/everyone'])
  await tuned
  assert.deepEqual([connection.chats.size, connection.communities.size, hub.connections], [0, 0, 0])
})

test('rights that never stand still lead to a new hello, not to a reading without end', async () => {
  const { hub, connection, tell, readings, answer } = createScene()
  const tuned = hub.tune(connection)
  await settle()
  for (let seq = 1; readings.length > 0; seq += 1) {
    tell(seq % 2 === 0 ? 'members.left' : 'members.joined', seq)
    await answer([CHAT])
  }
  await tuned
  assert.equal(connection.phase, 'lagging')
})

test('[MSG-21/start] nothing from before the number at which somebody was let in reaches him, however late it comes', async () => {
  const { hub, connection, tell, answer, heard } = createScene()
  const tuned = hub.tune(connection)
  await answer([CHAT], [], 6)
  await tuned
  for (const seq of [5, 6, 7]) tell('message.posted', seq)
  assert.deepEqual(heard, [7], 'a stream that lags behind the reading')
})

test('[GEN-01/overtaken] what overtakes a removal waits for it, though nobody of this node has heard the chat before', async () => {
  const { hub, connection, tell, answer, heard } = createScene()
  const tuned = hub.tune(connection)
  await answer([CHAT], [], 0, 2)
  await tuned
  tell('message.posted', 4)
  tell('members.left', 3)
  assert.deepEqual([heard, connection.chats.size], [[], 0])
})

test('[MSG-21/start] whoever comes back hears nothing of what was said while he was out', async () => {
  const { hub, connection, tell, answer, heard } = createScene()
  const tuned = hub.tune(connection)
  await answer([CHAT])
  await tuned
  tell('members.left', 4)
  tell('members.joined', 7)
  tell('message.posted', 6)
  tell('message.posted', 8)
  assert.deepEqual(heard, [7, 8])
})

test('a chat that is found by reading rights and not by its event leads to a new hello', async () => {
  const { bus, connection, answer } = createScene()
  connection.goLive()
  bus.signal({ t: 'audiences', profileId: PROFILE })
  await answer([CHAT])
  assert.equal(connection.phase, 'lagging', 'what was said before is in the snapshot')
  connection.beginBackfill()
  connection.goLive()
  bus.signal({ t: 'audiences', profileId: PROFILE })
  await answer([CHAT])
  assert.equal(connection.phase, 'live', 'nothing new, nothing to ask for')
})

test('when many close in one moment, whoever stays has his turns meanwhile, and the closed are told nothing', async () => {
  const { hub, connection, answer, heard, tell } = createScene()
  const tuned = hub.tune(connection)
  await answer([CHAT])
  await tuned
  const others = Array.from({ length: 1_000 }, (_, i) => createSocket(`other ${i}`))
  for (const other of others) {
    hub.add(other)
    hub.hearChat(other, CHAT, { after: 0, startSeq: 0 })
    other.beginBackfill()
    other.goLive()
  }
  for (const other of others) hub.remove(other)
  assert.equal(hub.connections, 1)
  await settle()
  const still = others.filter(({ chats }) => chats.size > 0).length
  assert.ok(still > 0 && still < others.length, `${still} are not forgotten after one turn`)
  tell('message.posted', 1)
  assert.deepEqual(heard, [1])
  assert.ok(others.every((other) => other.takePending().length === 0))
  while (others.some(({ chats }) => chats.size > 0)) await settle()
  // A second farewell of the same socket is none.
  hub.remove(others[0]!)
  tell('message.posted', 2)
  assert.deepEqual(heard, [1, 2])
})
