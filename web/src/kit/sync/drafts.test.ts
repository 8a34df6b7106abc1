import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SharedDraft } from '#contract/messenger/drafts.ts'
import { VirtualTime } from '#testkit/simulation/virtual-time.ts'
import { ApiFailure } from '../api/api-failure.ts'
import { applySnapshot } from './apply-snapshot.ts'
import { createDrafts, HELD_MS } from './drafts.ts'
import type { EngineCore } from './engine-parts.ts'
import { createEngineStore } from './engine-state.ts'
import { MemoryCache } from './memory-cache.ts'
import { emptyState, type SyncState } from './state.ts'
import { CHAT, chatState, ME, snapshot } from './sync-examples.ts'

const typed = (text: string, replyToSeq: number | null = null) => ({ text, mentions: [], replyToSeq, lifetimeMs: null })
const shared = (text: string): SharedDraft => ({ text, mentions: [], replyToSeq: null })

/** The server of one person, as several devices see it. */
class Server {
  readonly kept = new Map<string, { version: number; draft: SharedDraft | null }>()
  calls = 0
  /** What its answers wait for. */
  answers = Promise.resolve()

  set({ chatId, base, draft }: { chatId: string; base: number; draft: SharedDraft | null }) {
    const before = this.kept.get(chatId)
    if (before?.draft && before.version !== base) throw conflict()
    const version = (before?.version ?? 0) + 1
    this.kept.set(chatId, { version, draft })
    return { version }
  }

  get({ chatIds }: { chatIds: readonly string[] }) {
    return {
      drafts: chatIds.flatMap((chatId) => {
        const { version, draft } = this.kept.get(chatId) ?? { version: 0, draft: null }
        return draft === null ? [] : { chatId, version, draft }
      }),
    }
  }

  get text() {
    return this.kept.get(CHAT)?.draft?.text
  }
}

function conflict(): ApiFailure {
  return new ApiFailure({ code: 'draft.versionConflict', status: 409, title: '', details: {}, requestId: '' } as never)
}

function deviceOf(server: Server, time: VirtualTime) {
  const store = createEngineStore(ME)
  let state: SyncState = applySnapshot(emptyState(ME), snapshot([{ state: chatState(1), entries: [], reset: false }]))
  let live = true
  const scope = time.scope()
  const core: EngineCore = {
    state: () => state,
    change: (change) => {
      state = change(state)
    },
    call: (async ({ id }: { id: string }, input: never) => {
      await Promise.resolve()
      if (!live) throw new Error('offline')
      server.calls += 1
      const answer = id === 'drafts.set' ? server.set(input) : server.get(input)
      await server.answers
      if (!live) throw new Error('offline')
      return answer
    }) as never,
    isLive: () => live,
    timers: { after: (ms, callback) => scope.after(ms, callback) },
    clock: { now: () => scope.now() },
  }
  const drafts = createDrafts(core, store, new MemoryCache())
  return {
    drafts,
    type(text: string, replyToSeq?: number) {
      drafts.touch(CHAT)
      drafts.save(CHAT, text === '' ? null : typed(text, replyToSeq))
    },
    text: () => store.getState().drafts[CHAT]?.text,
    isNew: () => store.getState().drafts[CHAT]?.isNew,
    taken: () => store.getState().taken[CHAT] ?? 0,
    go(online: boolean) {
      live = online
      if (online) this.hear()
    },
    hear() {
      const { version, draft } = server.kept.get(CHAT) ?? { version: 0, draft: null }
      state = { ...state, drafts: draft === null ? {} : { [CHAT]: version } }
      drafts.look()
    },
  }
}

function scene() {
  const server = new Server()
  const time = new VirtualTime(1_000_000)
  return { server, time, one: deviceOf(server, time), other: deviceOf(server, time) }
}

test('what is typed here stands on another device soon, and is gone there once it is sent', async () => {
  const { server, time, one, other } = scene()
  one.type('Я при')
  one.type('Я приду')
  await time.pass(3_000)
  assert.deepEqual([server.text, server.calls, one.isNew()], ['Я приду', 1, false])
  other.hear()
  await time.pass(10)
  assert.deepEqual([other.text(), other.taken()], ['Я приду', 1])
  one.type('')
  await time.pass(10)
  assert.equal(server.text, undefined)
  assert.equal(one.text(), undefined)
  other.hear()
  await time.pass(10)
  assert.equal(other.text(), undefined)
})

test('what comes from elsewhere never takes the place of what is being typed, and what is typed wins', async () => {
  const { server, time, one, other } = scene()
  one.type('Первое')
  await time.pass(3_000)
  other.type('Своё')
  one.hear()
  other.hear()
  await time.pass(10)
  assert.equal(other.text(), 'Своё')
  other.type('Своё и ещё')
  await time.pass(3_000)
  await time.pass(3_000)
  assert.equal(server.text, 'Своё и ещё')
  one.hear()
  await time.pass(HELD_MS)
  await time.pass(10)
  assert.equal(one.text(), 'Своё и ещё', 'the device that is let alone follows')
})

test('two drafts of devices that did not know of each other are joined', async () => {
  const { server, time, one, other } = scene()
  other.go(false)
  other.type('В поезде')
  one.type('Дома')
  await time.pass(3_000)
  await time.pass(HELD_MS)
  other.go(true)
  await time.pass(3_000)
  await time.pass(3_000)
  assert.equal(server.text, 'Дома\nВ поезде')
  assert.equal(other.text(), 'Дома\nВ поезде')
  one.hear()
  await time.pass(10)
  assert.equal(one.text(), 'Дома\nВ поезде')
})

test('a server that refuses is asked again with the next key only', async () => {
  const { server, time, one } = scene()
  server.set = () => {
    throw new Error('no room')
  }
  one.type('Раз')
  await time.pass(60_000)
  assert.equal(server.calls, 1)
  one.type('Раз, два')
  await time.pass(60_000)
  assert.deepEqual([server.calls, one.text()], [2, 'Раз, два'])
})

test('what was sent elsewhere does not come back from a device that has typed nothing since', async () => {
  const { server, time, one, other } = scene()
  one.type('Отправлю')
  await time.pass(3_000)
  other.hear()
  await time.pass(10)
  server.set({ chatId: CHAT, base: server.kept.get(CHAT)!.version, draft: null })
  other.hear()
  await time.pass(10)
  assert.deepEqual([other.text(), server.text], [undefined, undefined])
  assert.deepEqual(server.get({ chatIds: [CHAT] }), { drafts: [] })
  server.set({ chatId: CHAT, base: 0, draft: shared('Новое') })
  other.hear()
  await time.pass(10)
  assert.equal(other.text(), 'Новое')
})

test('what is sent while the server is being told of its draft does not come back', async () => {
  const { server, time, one } = scene()
  let answer = () => {}
  server.answers = new Promise((resolve) => {
    answer = resolve
  })
  one.type('Замена в пятницу')
  await time.pass(3_000)
  assert.equal(server.text, 'Замена в пятницу')
  one.type('')
  answer()
  await time.pass(3_000)
  one.hear()
  await time.pass(HELD_MS)
  assert.deepEqual([one.text(), server.text], [undefined, undefined])
})

test('what the server took without an answer is known as one’s own: it is sent once, and what was typed on replaces it', async () => {
  for (const next of ['', 'Замена в субботу']) {
    const { server, time, one } = scene()
    let answer = () => {}
    server.answers = new Promise((resolve) => {
      answer = resolve
    })
    one.type('Замена в пятницу')
    await time.pass(3_000)
    one.go(false)
    answer()
    await time.pass(10)
    one.type(next)
    await time.pass(HELD_MS)
    one.go(true)
    await time.pass(3_000)
    await time.pass(3_000)
    assert.deepEqual([one.text() ?? '', server.text ?? ''], [next, next])
  }
})
