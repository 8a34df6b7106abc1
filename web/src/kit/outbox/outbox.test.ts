import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ErrorCode } from '#contract/errors.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { ApiFailure, NetworkFailure } from '../api/api-failure.ts'
import { SimulatedTime, settle } from '../realtime/simulated-time.ts'
import { MemoryOutboxStorage, MemoryTabs } from './memory-storage.ts'
import { Outbox } from './outbox.ts'
import type { OutboxItem } from './outbox-ports.ts'

const refusal = (code: ErrorCode, status: number, details = {}) =>
  new ApiFailure({ type: '', title: '', status, code, details, requestId: 'r1' })

/** A server that keeps what it was sent, exactly once by key, and fails as it is told to. */
class Server {
  readonly log: OutboxItem[] = []
  calls = 0
  failing: ((item: OutboxItem) => unknown) | null = null
  losingAnswers = false

  readonly send = async (item: OutboxItem): Promise<Message> => {
    this.calls += 1
    await Promise.resolve()
    const failure = this.failing?.(item)
    if (failure) throw failure
    if (!this.log.some((known) => known.key === item.key)) this.log.push(item)
    if (this.losingAnswers) throw new NetworkFailure(item.key)
    return { id: item.key, chatId: item.chatId, text: item.text } as Message
  }
}

function browser() {
  const time = new SimulatedTime(1_000)
  const storage = new MemoryOutboxStorage()
  const tabs = new MemoryTabs()
  const server = new Server()
  let keys = 0
  const open = async () => {
    const seen: { items: readonly OutboxItem[] } = { items: [] }
    const outbox = new Outbox({
      profileId: 'p',
      storage,
      locks: tabs,
      bell: tabs.bell(),
      send: server.send,
      clock: time,
      timers: time,
      random: () => 0.5,
      newKey: () => {
        keys += 1
        return `key-${String(keys).padStart(4, '0')}`
      },
      onChange: (items) => {
        seen.items = items
      },
      onSent: (message) => outbox.settle(message.id),
    })
    await outbox.start()
    await settle()
    return { outbox, seen }
  }
  return { time, storage, server, open }
}

const write = (outbox: Outbox, text: string, chatId = 'a') =>
  outbox.add({ chatId, text, mentions: [], attachments: [], replyToSeq: null, lifetimeMs: null })
const texts = (server: Server) => server.log.map((item) => item.text)

test('messages of one chat leave in their order, one after another', async () => {
  const { server, open } = browser()
  const { outbox, seen } = await open()
  for (const text of ['1', '2', '3']) void write(outbox, text)
  await settle()
  assert.deepEqual(texts(server), ['1', '2', '3'])
  assert.deepEqual(seen.items, [])
})

test('what was written offline outlives a reload and stands exactly once', async () => {
  const { server, time, open } = browser()
  server.failing = () => new NetworkFailure(null)
  const first = await open()
  await write(first.outbox, 'before')
  await time.pass(500)
  first.outbox.stop()
  server.failing = null
  server.losingAnswers = true
  const second = await open()
  await time.pass(30_000)
  server.losingAnswers = false
  await time.pass(30_000)
  assert.deepEqual(texts(server), ['before'])
  assert.ok(server.calls > 2)
  assert.deepEqual(second.seen.items, [])
})

test('one tab sends for all, and the next one takes over when it closes', async () => {
  const { server, time, open } = browser()
  const owner = await open()
  const other = await open()
  await write(other.outbox, 'from the other tab')
  await settle()
  assert.deepEqual(texts(server), ['from the other tab'])
  assert.equal(server.calls, 1)
  await time.pass(11_000)
  assert.deepEqual(other.seen.items, [])
  owner.outbox.stop()
  await settle()
  await write(other.outbox, 'alone now')
  await settle()
  assert.deepEqual(texts(server), ['from the other tab', 'alone now'])
})

test('a refused message is shown as such, does not hold the next ones, and can be sent again or thrown away', async () => {
  const { server, open } = browser()
  const { outbox, seen } = await open()
  server.failing = (item) => (item.text === 'bad' ? refusal('message.writeForbidden', 403, { setBy: 'x' }) : null)
  await write(outbox, 'bad')
  await write(outbox, 'good')
  await settle()
  assert.deepEqual(texts(server), ['good'])
  assert.deepEqual(
    seen.items.map((item) => [item.state, item.failure?.code, item.failure?.requestId]),
    [['failed', 'message.writeForbidden', 'r1']],
  )
  server.failing = null
  await outbox.retry(seen.items[0]!.key)
  await settle()
  assert.deepEqual(texts(server), ['good', 'bad'])
  server.failing = () => refusal('message.tooLong', 400)
  await write(outbox, 'long')
  await settle()
  await outbox.discard(seen.items[0]!.key)
  assert.deepEqual(seen.items, [])
})

test('a busy server is waited for as long as it asks, and an ended session fails nothing', async () => {
  const { server, time, open } = browser()
  const { outbox, seen } = await open()
  server.failing = () => refusal('rate.limited', 429, { retryAfterSeconds: 3 })
  await write(outbox, 'patient')
  await time.pass(2_900)
  assert.equal(server.calls, 1)
  server.failing = () => refusal('session.ended', 401)
  await time.pass(60_000)
  assert.equal(seen.items[0]!.state, 'waiting')
  server.failing = null
  outbox.kick()
  await settle()
  assert.deepEqual(texts(server), ['patient'])
})

test('an unknown failure of the server is tried a few times and then told', async () => {
  const { server, time, open } = browser()
  const { outbox, seen } = await open()
  server.failing = () => refusal('internal', 500)
  await write(outbox, 'unlucky')
  await time.pass(60_000)
  assert.equal(server.calls, 4)
  assert.equal(seen.items[0]!.failure?.code, 'internal')
})

test('what was written for a chat that is gone is purged', async () => {
  const { server, storage, open } = browser()
  server.failing = () => new NetworkFailure(null)
  const { outbox, seen } = await open()
  await write(outbox, 'stays', 'a')
  await write(outbox, 'goes', 'b')
  await outbox.forgetChats(['b'])
  assert.deepEqual(
    seen.items.map((item) => item.text),
    ['stays'],
  )
  assert.equal((await storage.all()).length, 1)
})

test('an event that brings the message ends the wait even when the answer was lost', async () => {
  const { server, storage, time, open } = browser()
  const { outbox, seen } = await open()
  server.losingAnswers = true
  const item = await write(outbox, 'heard')
  await settle()
  outbox.settle(item.key)
  await time.pass(60_000)
  assert.equal(server.calls, 1)
  assert.deepEqual(seen.items, [])
  assert.deepEqual(await storage.all(), [])
})

test('a message that is heard of by its event leaves every tab, also when the answer was lost', async () => {
  const { server, time, open } = browser()
  const owner = await open()
  const other = await open()
  server.losingAnswers = true
  const item = await write(other.outbox, 'heard by one')
  await settle()
  owner.outbox.settle(item.key)
  await time.pass(1_000)
  assert.deepEqual(
    other.seen.items.map(({ state }) => state),
    ['sent'],
    'the tab that heard nothing itself waits no more',
  )
})

test('what another tab has thrown away while it waited is not sent', async () => {
  const { server, time, open } = browser()
  server.failing = () => new NetworkFailure(null)
  const owner = await open()
  const other = await open()
  const item = await write(other.outbox, 'better not')
  await settle()
  await time.pass(100)
  await other.outbox.discard(item.key)
  server.failing = null
  await time.pass(60_000)
  assert.deepEqual([texts(server), owner.seen.items, other.seen.items], [[], [], []])
})
