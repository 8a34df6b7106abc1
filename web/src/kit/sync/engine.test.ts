import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ClientFrame } from '#contract/kit/socket.ts'
import { MemoryOutboxStorage, MemoryTabs } from '../outbox/memory-storage.ts'
import { SimulatedTime } from '../realtime/simulated-time.ts'
import { SimulatedWires } from '../realtime/simulated-wire.ts'
import type { End } from '../realtime/socket-client.ts'
import { Engine } from './engine.ts'
import { MemoryCache } from './memory-cache.ts'
import * as example from './sync-examples.ts'

const { ANNA, CHAT, ME } = example

function device() {
  const time = new SimulatedTime(1_000)
  const wires = new SimulatedWires()
  const cache = new MemoryCache()
  const outboxStorage = new MemoryOutboxStorage()
  const tabs = new MemoryTabs()
  const ends: End[] = []
  let keys = 0
  const open = async () => {
    const engine = new Engine({
      profileId: ME,
      transport: wires,
      timers: time,
      clock: time,
      random: () => 0.5,
      newKey: () => {
        keys += 1
        return `01890a5d-ac96-774b-bcce-b3020990${String(keys).padStart(4, '0')}`
      },
      cache,
      outboxStorage,
      locks: tabs,
      bell: tabs.bell(),
      onEnd: (reason) => ends.push(reason),
      onUnreached: () => {},
    })
    await engine.start()
    await time.pass(1)
    return engine
  }
  const welcome = (profileId = ME) =>
    wires.say({ t: 'welcome', v: 1, profileId, now: '', build: '', heartbeatMs: 25_000 })
  const goLive = (body = example.snapshot([{ state: example.chatState(2), entries: [], reset: false }])) => {
    welcome()
    wires.say({ t: 'snapshot', body })
    wires.say({ t: 'live' })
  }
  const calls = () => wires.sent.filter((frame) => frame.t === 'call')
  return { time, wires, cache, outboxStorage, ends, open, welcome, goLive, calls }
}

const answerPage = (wires: SimulatedWires, call: ClientFrame, seqs: number[]) =>
  wires.say({
    t: 'ok',
    n: (call as { n: number }).n,
    output: {
      entries: seqs.map((seq) => example.posted(seq)),
      quoted: [],
      cards: [],
      own: [],
      asOf: 0,
      hasBefore: false,
      hasAfter: false,
    },
  })

test('after a reload everything that was held is there before the network is', async () => {
  const one = device()
  const first = await one.open()
  one.goLive()
  const marked = { chatId: CHAT, seqs: [1], mark: 'important' as const, set: true }
  one.wires.say({ ...example.chatEvent('marks.changed', marked, 2), a: 'profile' })
  first.stop()
  first.drafts.save(CHAT, { text: 'unfinished', mentions: [], replyToSeq: null, lifetimeMs: null })
  await one.time.pass(1)
  one.wires.refuse = true
  const second = await one.open()
  const { sync, cacheRead, phase, drafts } = second.store.getState()
  assert.equal(drafts[CHAT]?.text, 'unfinished')
  assert.equal(sync.chats[CHAT]!.lastSeq, 2)
  assert.deepEqual([sync.complete, cacheRead], [true, true])
  assert.deepEqual([sync.profileSeq, sync.marks.important], [2, { [CHAT]: [1] }], 'nobody says marks again')
  assert.notEqual(phase, 'stream')
})

test('[MSG-08/offline] what ends is gone from the screen and the cache at its time, also while the app was closed', async () => {
  const { open, goLive, time, cache, wires } = device()
  const ends = (seq: number, at: number) => ({ text: `ends ${seq}`, expiresAt: new Date(at).toISOString() })
  const first = await open()
  const entries = [example.posted(1, ANNA, ends(1, 3_000)), example.posted(2, ANNA, ends(2, 60_000))]
  const state = { ...example.chatState(2), lastMessage: example.message(2, ANNA, ends(2, 60_000)) }
  goLive(example.snapshot([{ state, entries, reset: true }]))
  const shown = (engine: Engine) => JSON.stringify(engine.store.getState().sync)
  const kept = async () => JSON.stringify(await cache.load())
  await time.pass(500)
  for (const held of [shown(first), await kept()]) assert.ok(held.includes('ends 1') && held.includes('ends 2'))
  wires.refuse = true
  await time.pass(2_000)
  for (const held of [shown(first), await kept()]) assert.ok(!held.includes('ends 1') && held.includes('ends 2'))
  first.stop()
  await time.pass(60_000)
  const second = await open()
  assert.ok(!shown(second).includes('ends 2'))
  await time.pass(500)
  assert.ok(!(await kept()).includes('ends 2'))
})

test('what was read a moment before the network went is kept at once', async () => {
  const { open, goLive, calls, wires, time, cache } = device()
  const engine = await open()
  goLive()
  engine.openChat(CHAT)
  answerPage(wires, calls().find((frame) => frame.op === 'messages.page')!, [1, 2])
  await time.pass(1)
  assert.equal((await cache.load())?.chats[0]?.window ?? null, null)
  engine.keep()
  assert.equal((await cache.load())!.chats[0]!.window!.entries.length, 2)
})

test('a chat on screen reads its page, and a hole in the stream leads to a new hello', async () => {
  const { open, goLive, calls, wires, time } = device()
  const engine = await open()
  goLive()
  engine.openChat(CHAT)
  const call = calls().find((frame) => frame.op === 'messages.page')!
  answerPage(wires, call, [1, 2])
  await time.pass(1)
  assert.equal(engine.store.getState().sync.chats[CHAT]!.window!.entries.length, 2)
  wires.say(example.postedFrame(5))
  const hello = wires.sent.at(-1) as Extract<ClientFrame, { t: 'hello' }>
  assert.deepEqual([hello.t, hello.chats, hello.open], ['hello', { [CHAT]: 2 }, [CHAT]])
})

test('a message that is sent stands exactly once, first in the outbox and then in the chat', async () => {
  const { open, goLive, calls, wires, time } = device()
  const engine = await open()
  goLive(example.snapshot([{ state: example.chatState(2), entries: [example.posted(2)], reset: true }]))
  const item = await engine.outbox.add({
    chatId: CHAT,
    text: 'hello',
    mentions: [],
    attachments: [],
    replyToSeq: null,
    lifetimeMs: null,
  })
  await time.pass(1)
  const call = calls().find((frame) => frame.op === 'messages.send')!
  assert.deepEqual(call.input, { chatId: CHAT, key: item.key, text: 'hello' })
  const shown = () => {
    const { sync, outbox } = engine.store.getState()
    const ids = sync.chats[CHAT]!.window!.entries.flatMap((entry) =>
      entry.e === 'message.posted' ? [entry.p.message.id] : [],
    )
    return [...ids, ...outbox.map(({ key }) => key)].filter((id) => id === item.key).length
  }
  const sent = example.message(3, ME, { id: item.key })
  const counts = new Set<number>()
  engine.store.subscribe(() => counts.add(shown()))
  wires.say({ t: 'ok', n: call.n, output: { message: sent } })
  await time.pass(5)
  wires.say(example.chatEvent('message.posted', { message: sent }, 3))
  await time.pass(5)
  assert.equal(shown(), 1)
  assert.ok(!counts.has(0), 'never nowhere')
  assert.deepEqual(engine.store.getState().outbox, [])
})

test('what is written without a network leaves when it is back', async () => {
  const { open, goLive, calls, wires, time } = device()
  const engine = await open()
  goLive()
  wires.refuse = true
  wires.break()
  await engine.outbox.add({
    chatId: CHAT,
    text: 'later',
    mentions: [],
    attachments: [],
    replyToSeq: null,
    lifetimeMs: null,
  })
  await time.pass(30_000)
  wires.refuse = false
  await time.pass(10_000)
  goLive(example.snapshot([], { same: [{ chatId: CHAT, mine: example.mine({ countedSeq: 2 }), readTop: [] }] }))
  await time.pass(1)
  assert.equal(calls().filter((frame) => frame.op === 'messages.send').length, 1)
})

test('reading is told once for a burst, and again when the server did not know it', async () => {
  const { open, goLive, calls, wires, time } = device()
  const engine = await open()
  goLive()
  engine.signs.read(CHAT, 1)
  engine.signs.read(CHAT, 2)
  await time.pass(400)
  assert.deepEqual(
    calls()
      .filter((frame) => frame.op === 'reads.mark')
      .map((frame) => frame.input),
    [{ chatId: CHAT, seq: 2 }],
  )
  wires.say({ t: 'resync', reason: 'slow' })
  wires.say({ t: 'snapshot', body: example.snapshot([{ state: example.chatState(2), entries: [], reset: false }]) })
  wires.say({ t: 'live' })
  assert.equal(calls().filter((frame) => frame.op === 'reads.mark').length, 2)
})

for (const { code, status, times } of [
  { code: 'service.databaseDown', status: 503, times: 2 },
  { code: 'rate.limited', status: 429, times: 2 },
  { code: 'chat.unknown', status: 404, times: 1 },
]) {
  test(`a mark that was answered with ${status} is told ${times === 1 ? 'once' : 'again'}`, async () => {
    const { open, goLive, calls, wires, time } = device()
    const engine = await open()
    goLive()
    const marks = () => calls().filter((frame) => frame.op === 'reads.mark') as { n: number }[]
    engine.signs.read(CHAT, 2)
    await time.pass(400)
    const [{ n }] = marks() as [{ n: number }]
    wires.say({ t: 'fail', n, problem: { type: '', title: code, code, status, requestId: '' } })
    await time.pass(4_000)
    assert.equal(marks().length, 1)
    await time.pass(1_500)
    assert.equal(marks().length, times)
  })
}

test('a removed reader keeps nothing of the chat on his device', async () => {
  const { open, goLive, wires, time, cache, outboxStorage } = device()
  const engine = await open()
  goLive()
  engine.drafts.save(CHAT, { text: 'unfinished', mentions: [], replyToSeq: null, lifetimeMs: null })
  await engine.outbox.add({
    chatId: CHAT,
    text: 'unsent',
    mentions: [],
    attachments: [],
    replyToSeq: null,
    lifetimeMs: null,
  })
  await time.pass(500)
  wires.say(example.profileEvent('chat.dropped', { chatId: CHAT }, 2))
  await time.pass(1_000)
  const content = await cache.load()
  assert.deepEqual([content!.chats, content!.drafts, await outboxStorage.all()], [[], {}, []])
  assert.deepEqual(engine.store.getState().drafts, {})
})

test('the socket of another profile is not answered', async () => {
  const { open, welcome, ends, wires } = device()
  await open()
  welcome(ANNA)
  assert.deepEqual(ends, ['profileSwitched'])
  assert.deepEqual(wires.sent, [])
})

test('a sign of typing ends by itself', async () => {
  const { open, goLive, wires, time } = device()
  const engine = await open()
  goLive()
  wires.say(example.chatEvent('typing.started', { chatId: CHAT, profileId: ANNA }))
  await time.pass(1)
  assert.deepEqual(Object.keys(engine.store.getState().sync.chats[CHAT]!.typing), [ANNA])
  await time.pass(9_000)
  assert.deepEqual(engine.store.getState().sync.chats[CHAT]!.typing, {})
})
