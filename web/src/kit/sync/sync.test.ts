import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventFrame } from '#contract/kit/socket.ts'
import { applyEvent } from './apply-event.ts'
import { applyClosed, applyPage } from './apply-page.ts'
import { applySnapshot } from './apply-snapshot.ts'
import { cacheChanges } from './cache.ts'
import { helloOf } from './hello.ts'
import { isReadByOthers, quotedIn, typingIn, unknownQuotes, unreadOf } from './selectors.ts'
import { emptyState, type SyncState } from './state.ts'
import * as example from './sync-examples.ts'

const { ANNA, CHAT, ME, OTHER_CHAT, SCHOOL, VIKTOR } = example

function held(lastSeq: number, entries: number[] = [], more: Parameters<typeof example.chatState>[1] = {}): SyncState {
  const state = example.chatState(lastSeq, more)
  return applySnapshot(
    emptyState(ME),
    example.snapshot([{ state, entries: entries.map((seq) => example.posted(seq)), reset: entries.length > 0 }]),
  )
}

function after(state: SyncState, ...frames: EventFrame[]): SyncState {
  return frames.reduce((next, frame) => applyEvent(next, frame, 1_000).state, state)
}

const seqs = (state: SyncState) => state.chats[CHAT]!.window!.entries.map((entry) => entry.s)

test('events are applied once and in the order of their numbers; a hole is told and changes nothing', () => {
  const state = held(2, [1, 2])
  const third = after(state, example.postedFrame(3), example.postedFrame(3), example.postedFrame(2))
  assert.deepEqual(seqs(third), [1, 2, 3])
  const hole = applyEvent(third, example.postedFrame(5), 0)
  assert.equal(hole.gap, true)
  assert.equal(hole.state, third)
  const lost = example.profileEvent('chat.dropped', { chatId: CHAT }, 3)
  assert.equal(applyEvent(state, lost, 0).gap, true)
})

test('unread is what the server counted and what was heard since, never twice', () => {
  const state = held(4, [3, 4], { unread: 2, readSeq: 2 })
  assert.equal(unreadOf(state.chats[CHAT]!, ME), 2)
  const more = after(state, example.postedFrame(5), example.postedFrame(6, ME), example.postedFrame(7))
  assert.equal(unreadOf(more.chats[CHAT]!, ME), 4)
  assert.equal(unreadOf(more.chats[CHAT]!, ME, 5), 1)
  assert.equal(unreadOf(more.chats[CHAT]!, ME, 7), 0)
  const told = after(
    more,
    example.profileEvent('chat.mine', {
      mine: example.mine({ version: 2, readSeq: 5, unread: 1, countedSeq: 7 }),
    }),
  )
  assert.equal(unreadOf(told.chats[CHAT]!, ME), 1)
  const old = after(
    told,
    example.profileEvent('chat.mine', { mine: example.mine({ version: 1, readSeq: 2, unread: 3, countedSeq: 8 }) }),
  )
  assert.equal(old.chats[CHAT]!.mine.readSeq, 5)
})

test('facts counted ahead of the stream are not counted again when the messages arrive', () => {
  const state = after(
    held(4, [4]),
    example.profileEvent('chat.mine', { mine: example.mine({ version: 2, readSeq: 4, unread: 1, countedSeq: 5 }) }),
    example.postedFrame(5),
  )
  assert.equal(unreadOf(state.chats[CHAT]!, ME), 1)
})

test('a removed reader holds nothing of the chat, and nothing of it comes back', () => {
  const state = held(2, [1, 2])
  const left = example.chatEvent('members.left', { chatId: CHAT, profileIds: [ME], actorId: ANNA, membersCount: 2 }, 3)
  const gone = after(state, left, example.profileEvent('chat.dropped', { chatId: CHAT }, 2))
  assert.equal(gone.chats[CHAT], undefined)
  assert.equal(gone.profileSeq, 2)
  assert.deepEqual(applySnapshot(state, example.snapshot([])).chats, {})
  const ended = after(state, example.profileEvent('membership.ended', { communityId: SCHOOL }, 2))
  assert.deepEqual(ended.chats, {})
})

test('whoever comes back begins a new life of the chat', () => {
  const state = after(
    held(2, [1, 2], { version: 9 }),
    example.profileEvent('chat.added', { state: example.chatState(8, { version: 3, startSeq: 7 }) }, 2),
  )
  assert.equal(state.chats[CHAT]!.mine.version, 3)
  assert.equal(state.chats[CHAT]!.window, null)
})

test('events that come before their chat wait for it', () => {
  const early = example.chatEvent(
    'message.posted',
    { message: example.message(3, ANNA, { chatId: OTHER_CHAT }) },
    3,
    OTHER_CHAT,
  )
  const before = example.chatEvent(
    'message.posted',
    { message: example.message(2, ANNA, { chatId: OTHER_CHAT }) },
    2,
    OTHER_CHAT,
  )
  const state = after(
    held(1),
    before,
    early,
    example.profileEvent('chat.added', { state: example.chatState(2, {}, OTHER_CHAT) }, 2),
  )
  assert.equal(state.chats[OTHER_CHAT]!.lastSeq, 3)
  assert.deepEqual(state.early, {})
  assert.equal(unreadOf(state.chats[OTHER_CHAT]!, ME), 1)
})

test('read positions merge to the farthest two in any order', () => {
  const read = (profileId: string, seq: number) =>
    example.chatEvent('chat.read', { chatId: CHAT, readTop: [{ profileId, seq }] })
  const one = after(held(9, [9]), read(ANNA, 5), read(VIKTOR, 8), read(ANNA, 3), read(ME, 9))
  const other = after(held(9, [9]), read(ME, 9), read(ANNA, 3), read(ANNA, 5), read(VIKTOR, 8))
  assert.deepEqual(one.chats[CHAT]!.readTop, other.chats[CHAT]!.readTop)
  const slice = one.chats[CHAT]!
  assert.equal(isReadByOthers(slice, example.message(8, ME)), true)
  assert.equal(isReadByOthers(slice, example.message(9, ME)), false)
})

test('a sign of typing lives for a moment and ends with the message', () => {
  const typing = after(held(1, [1]), example.chatEvent('typing.started', { chatId: CHAT, profileId: ANNA }))
  assert.deepEqual(typingIn(typing.chats[CHAT]!, 5_000), [ANNA])
  assert.deepEqual(typingIn(typing.chats[CHAT]!, 9_001), [])
  assert.deepEqual(typingIn(after(typing, example.postedFrame(2)).chats[CHAT]!, 5_000), [])
})

test('cards of a lower version never replace a higher one', () => {
  const card = { id: ANNA, version: 2, surname: 'Иванова', name: 'Анна', patronymic: '', staff: true, gone: false }
  const state = after(
    held(1),
    example.profileEvent('profile.changed', { card }),
    example.profileEvent('profile.changed', { card: { ...card, version: 1, name: 'Аня' } }),
  )
  assert.equal(state.cards[ANNA]!.name, 'Анна')
})

test('a hello names what is held, and asks for entries only where the end of the log is on screen', () => {
  const atEnd = held(5, [4, 5])
  assert.deepEqual(helloOf(atEnd, [CHAT]), { profile: 1, communities: {}, chats: { [CHAT]: 5 }, open: [CHAT] })
  const inPast = { ...atEnd, chats: { [CHAT]: { ...atEnd.chats[CHAT]!, lastSeq: 9 } } }
  assert.deepEqual(helloOf(inPast, [CHAT]).open, [])
  const bare = held(5)
  assert.deepEqual(helloOf(bare, [CHAT]), { profile: 1, communities: {}, chats: {}, open: [CHAT] })
})

test('what was missed joins the window; after a long absence the last page takes its place', () => {
  const state = held(5, [4, 5])
  const joined = applySnapshot(
    state,
    example.snapshot([{ state: example.chatState(7), entries: [example.posted(6), example.posted(7)], reset: false }]),
  )
  assert.deepEqual(seqs(joined), [4, 5, 6, 7])
  const reset = applySnapshot(
    state,
    example.snapshot([
      { state: example.chatState(900), entries: [example.posted(899), example.posted(900)], reset: true },
    ]),
  )
  assert.deepEqual(seqs(reset), [899, 900])
  assert.equal(reset.chats[CHAT]!.window!.reachesStart, false)
})

test('what a page has told beyond the own position is told again, or read again, after a break', () => {
  const held5 = held(5, [4, 5])
  const page = {
    entries: [example.posted(6)],
    quoted: [],
    cards: [],
    own: [],
    asOf: 6,
    hasBefore: true,
    hasAfter: false,
  }
  const ahead = applyPage(held5, CHAT, { after: 5 }, page, 5)
  assert.deepEqual([seqs(ahead), ahead.chats[CHAT]!.lastSeq], [[4, 5, 6], 5])
  assert.deepEqual(helloOf(ahead, [CHAT]).open, [CHAT])
  const offScreen = example.snapshot([{ state: example.chatState(7), entries: [], reset: false }])
  assert.deepEqual(seqs(applySnapshot(ahead, offScreen)), [4, 5])
  const again = [example.posted(6), example.posted(7)]
  const onScreen = example.snapshot([{ state: example.chatState(7), entries: again, reset: false }])
  assert.deepEqual(seqs(applySnapshot(ahead, onScreen)), [4, 5, 6, 7])
})

test('a window that has fallen behind does not take live messages until the gap is read', () => {
  const behind = applySnapshot(
    held(5, [4, 5]),
    example.snapshot([{ state: example.chatState(8), entries: [], reset: false }]),
  )
  const live = after(behind, example.postedFrame(9))
  assert.deepEqual(seqs(live), [4, 5])
  const page = {
    entries: [6, 7, 8, 9].map((seq) => example.posted(seq)),
    quoted: [],
    cards: [],
    own: [],
    asOf: 0,
    hasBefore: true,
    hasAfter: false,
  }
  const read = applyPage(live, CHAT, { after: 5 }, page, 9)
  assert.deepEqual(seqs(after(read, example.postedFrame(10))), [4, 5, 6, 7, 8, 9, 10])
})

test('pages join at both ends, cover erased numbers, and a page of another place replaces', () => {
  const base = held(20, [19, 20])
  const earlier = {
    entries: [example.posted(12), example.posted(17)],
    quoted: [],
    cards: [],
    own: [],
    asOf: 0,
    hasBefore: true,
    hasAfter: true,
  }
  const up = applyPage(base, CHAT, { before: 19 }, earlier, 20)
  assert.deepEqual([up.chats[CHAT]!.window!.from, up.chats[CHAT]!.window!.to], [12, 20])
  const top = applyPage(up, CHAT, { before: 12 }, { ...earlier, entries: [example.posted(2)], hasBefore: false }, 20)
  assert.equal(top.chats[CHAT]!.window!.reachesStart, true)
  assert.equal(top.chats[CHAT]!.window!.from, 1)
  const far = {
    entries: [example.posted(5), example.posted(6)],
    quoted: [],
    cards: [],
    own: [],
    asOf: 0,
    hasBefore: true,
    hasAfter: true,
  }
  const jumped = applyPage(base, CHAT, { around: 5 }, far, 20)
  assert.deepEqual(seqs(jumped), [5, 6])
  assert.deepEqual(seqs(applyPage(jumped, CHAT, { before: 19 }, earlier, 20)), [5, 6], 'a late page of the old place')
})

test('quotes are found in the window or beside it; those that may not be seen are known as such', () => {
  const base = held(20, [19, 20])
  const page = {
    entries: [example.posted(17, ANNA, { replyToSeq: 3 }), example.posted(18, ANNA, { replyToSeq: 2 })],
    quoted: [example.message(3)],
    cards: [],
    own: [],
    asOf: 0,
    hasBefore: true,
    hasAfter: true,
  }
  const slice = applyPage(base, CHAT, { before: 19 }, page, 20).chats[CHAT]!
  assert.equal(quotedIn(slice, 3)?.text, 'message 3')
  assert.equal(quotedIn(slice, 2), null)
  assert.equal(quotedIn(slice, 19)?.seq, 19)
  const live = after(
    base,
    example.chatEvent('message.posted', { message: example.message(21, ANNA, { replyToSeq: 1 }) }, 21),
  )
  assert.deepEqual(unknownQuotes(live.chats[CHAT]!), [1])
  const chat = { ...live.chats[CHAT]!.chat, pins: [20, 3, 2, 9] }
  assert.deepEqual(unknownQuotes({ ...live.chats[CHAT]!, chat }), [3, 2, 9, 1], 'also what is pinned')
})

test('a chat that leaves the screen keeps the end of its log only, and a device less of it', () => {
  const long = held(
    700,
    Array.from({ length: 700 }, (_, index) => index + 1),
  )
  const rested = applyClosed(long, CHAT)
  assert.deepEqual([rested.chats[CHAT]!.window!.from, rested.chats[CHAT]!.window!.entries.length], [101, 600])
  assert.deepEqual(seqs(after(rested, example.postedFrame(701))).at(-1), 701)
  const [kept] = cacheChanges(emptyState(ME), long, {}).chats
  assert.deepEqual([kept!.window!.from, kept!.window!.entries.length], [551, 150])
})
