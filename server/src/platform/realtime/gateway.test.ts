import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SOCKET_VERSION } from '#contract/kit/socket.ts'
import { SimulatedSocket } from '#testkit/simulation/simulated-socket.ts'
import { VirtualTime } from '#testkit/simulation/virtual-time.ts'
import { createLocalBus } from '../bus/bus.ts'
import type { Dispatcher } from '../dispatch/dispatcher.ts'
import type { Hosts } from '../http/hosts.ts'
import { createLog } from '../log/log.ts'
import { attachGateway } from './gateway.ts'
import { Hub } from './hub.ts'
import { createTurnstile } from './turnstile.ts'

/** A gateway without anything behind it: nobody hears a chat, and a snapshot is empty. */
function createScene() {
  const time = new VirtualTime(0)
  const clock = time.scope()
  const log = createLog('error')
  const liveProfiles = async (ids: readonly string[]) => new Map(ids.map((id) => [id, id]))
  const hub = new Hub({
    bus: createLocalBus(),
    clock,
    log,
    audiencesOf: async (ids) => new Map(ids.map((id) => [id, { chats: new Map(), communities: [] }])),
    readLog: async () => [],
    readHeads: async () => new Map(),
    liveProfiles,
    membershipChange: () => null,
    referenceOf: () => null,
    signOf: () => null,
  })
  const gateway = attachGateway(null, {
    hub,
    dispatcher: {} as Dispatcher,
    hosts: {} as Hosts,
    clock,
    random: { below: () => 0, bytes: (count) => Buffer.alloc(count) },
    log,
    newId: () => 'id',
    viewerOf: async () => null,
    networkOf: () => '127.0.0.1',
    noteUse: () => undefined,
    noteConnected: async () => undefined,
    liveProfiles,
    snapshot: async () => ({ body: {}, audiences: { chats: new Map(), communities: [] } }),
    turnstile: createTurnstile(48),
    build: 'test',
  })
  const come = (profileId: string) => {
    const told: string[] = []
    const socket = new SimulatedSocket({
      write: (texts) => told.push(...texts.map((text) => JSON.parse(text).t)),
      close: () => {},
      ping: () => {},
      unsentBytes: () => 0,
      onceDrained: () => {},
    })
    const origin = { surface: 'main', network: '127.0.0.1', device: '', deviceToken: null } as const
    const viewer = { sessionId: profileId, accountId: profileId, operator: false, profileId }
    gateway.serve(socket.asWebSocket(), { viewer, origin })
    socket.receive(JSON.stringify({ t: 'hello', v: SOCKET_VERSION, profile: 0, communities: {}, chats: {}, open: [] }))
    return { told, socket }
  }
  return { time, gateway, come }
}

test('hellos of a crowd are answered at a rate, in their order; who closes meanwhile costs nobody a place', async () => {
  const { time, come } = createScene()
  const crowd = Array.from({ length: 1_200 }, (_, i) => come(`profile ${i}`))
  for (let i = 300; i < 500; i += 1) crowd[i]!.socket.drop()
  const live = () => crowd.filter(({ told }) => told.includes('live'))
  await time.pass(1_000)
  assert.ok(live().length >= 500 && live().length <= 520, `${live().length} in the first second`)
  assert.deepEqual(live().at(-1), crowd.filter(({ socket }) => socket.readyState === socket.OPEN)[live().length - 1])
  await time.pass(1_000)
  assert.equal(live().length, 1_000)
  assert.ok(crowd.every(({ told }) => !told.includes('bye')))
})

test('a hello that comes after a crowd has been served is answered at once', async () => {
  const { time, come } = createScene()
  for (let i = 0; i < 100; i += 1) come(`profile ${i}`)
  await time.pass(1_000)
  const late = come('late')
  await time.pass(0)
  assert.deepEqual(late.told, ['welcome', 'snapshot', 'live'])
})
