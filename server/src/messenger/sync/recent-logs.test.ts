import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Message } from '#contract/messenger/chats.ts'
import type { ChatEntry } from '#contract/messenger/messages.ts'
import { createLocalBus } from '../../platform/bus/bus.ts'
import { Encoded } from '../../platform/dispatch/encoded.ts'
import { encodeEntry, type Stretch, stretchOf } from '../chats/encoded-entry.ts'
import { RecentLog } from './recent-log.ts'
import { RecentLogs } from './recent-logs.ts'

const CHAT = '01900000-0000-7000-8000-00000000000a'
const ME = '01900000-0000-7000-8000-000000000001'
const OTHER = '01900000-0000-7000-8000-000000000002'
const AT = '2026-09-01T06:00:00.000Z'
const END = '2026-09-01T06:01:00.000Z'

function messageOf(seq: number, more: Partial<Message> = {}): Message {
  return {
    id: `01900000-0000-7000-8000-${String(seq).padStart(12, '0')}`,
    chatId: CHAT,
    seq,
    ordinal: seq,
    version: 1,
    senderId: OTHER,
    text: `текст ${seq}`,
    mentions: [],
    attachments: [],
    replyToSeq: null,
    origin: null,
    poll: null,
    announcement: null,
    sticker: null,
    at: AT,
    editedAt: null,
    expiresAt: null,
    erased: null,
    reactions: [],
    reactionsSeq: 0,
    ...more,
  }
}

const entry = (message: Message) => encodeEntry({ e: 'message.posted', s: message.seq, at: message.at, p: { message } })
const joined = (s: number) =>
  encodeEntry({
    e: 'members.joined',
    s,
    at: AT,
    p: { chatId: CHAT, profileIds: [ME], actorId: null, membersCount: 2, seesPast: true },
  })
const jsonOf = (stretch: Stretch) => new Encoded<ChatEntry[]>(stretch.json).toJSON()
const seqs = (stretch: Stretch | undefined) => (stretch === undefined ? undefined : jsonOf(stretch).map(({ s }) => s))
/** Messages 5, 6, 8 and 9 of a log that stands at 10; 7 let somebody in, and 10 changed something. */
const log = (limit = 5) =>
  new RecentLog([entry(messageOf(5)), entry(messageOf(6)), joined(7), entry(messageOf(8)), entry(messageOf(9))], {
    seq: 10,
    limit,
  })
const now = Date.parse(AT)
const from = (at: number) => ({ chatId: CHAT, from: at, to: 10, limit: 500, end: 'low' }) as const
const newest = (at: number, limit: number) => ({ chatId: CHAT, from: at, to: 10, limit, end: 'high' }) as const

test('a recent log answers what it holds whole, and nothing of what lies below it', () => {
  assert.deepEqual(seqs(log().entriesOf(from(6), now)), [6, 7, 8, 9])
  assert.deepEqual(seqs(log().entriesOf(from(5), now)), [5, 6, 7, 8, 9])
  assert.equal(log().entriesOf(from(4), now), undefined)
  assert.deepEqual(seqs(log().entriesOf(newest(1, 3), now)), [7, 8, 9])
  assert.equal(log().entriesOf(newest(1, 6), now), undefined)
  // Fewer than were asked for: there are no others.
  assert.deepEqual(seqs(log(6).entriesOf(newest(1, 50), now)), [5, 6, 7, 8, 9])
  assert.deepEqual([log().reaches(5), log().reaches(6), log(6).reaches(200)], [true, false, true])
})

test('a part of a recent log is what the entries themselves would say', () => {
  const reacted = messageOf(8, { reactions: [{ reaction: '👍', count: 2 }], senderId: ME })
  const entries = [entry(messageOf(5)), joined(7), entry(reacted), entry(messageOf(9, { text: '"\\ 😀' }))]
  const some = new RecentLog(entries, { seq: 10, limit: 4 })
  for (const at of [5, 6, 7, 8, 9, 10]) {
    const expected = stretchOf(entries.filter(({ s }) => s >= at))
    const found = some.entriesOf(from(at), now)!
    assert.deepEqual({ ...found, json: jsonOf(found) }, { ...expected, json: jsonOf(expected) })
  }
})

test('a reader who came later is given nothing from before him', () => {
  assert.deepEqual(seqs(log().entriesOf(newest(8, 50), now)), [8, 9])
  assert.equal(log().lastAbove(8, now)?.seq, 9)
  assert.equal(log().lastAbove(9, now), null)
  assert.equal(new RecentLog([joined(9)], { seq: 9, limit: 1 }).lastAbove(0, now), undefined)
  assert.equal(log().unreadOf({ profileId: ME, chatId: CHAT, afterOrdinal: 0, startSeq: 7 }), 2)
})

test('unread is counted only where every message above the place is held', () => {
  const count = (afterOrdinal: number, profileId = ME) =>
    log().unreadOf({ profileId, chatId: CHAT, afterOrdinal, startSeq: 0 })
  assert.deepEqual([count(4), count(5), count(8), count(9)], [4, 3, 1, 0])
  assert.equal(count(3), undefined)
  assert.equal(count(4, OTHER), 0)
  const erased = entry(messageOf(2, { text: '', erased: 'author' }))
  const some = new RecentLog([entry(messageOf(1)), erased], { seq: 3, limit: 4 })
  assert.equal(some.unreadOf({ profileId: ME, chatId: CHAT, afterOrdinal: 0, startSeq: 0 }), 1)
})

test('those who are named are found only where every message above the place is held', () => {
  const named = (profileId: string | null) => ({ mentions: [{ profileId, from: 0, length: 4 }] })
  const entries = [
    entry(messageOf(5, named(ME))),
    joined(6),
    entry(messageOf(7, named(OTHER))),
    entry(messageOf(8, named(null))),
  ]
  const some = new RecentLog(entries, { seq: 8, limit: 4 })
  const found = (afterOrdinal: number, profileId = ME) =>
    some.mentionsOf({ profileId, chatId: CHAT, afterOrdinal, startSeq: 0 })
  assert.deepEqual([found(4), found(5), found(8)], [[5, 8], [8], []])
  assert.equal(found(3), undefined)
  assert.deepEqual(found(4, OTHER), [], 'nobody is named by himself')
})

test('what is over shows its place only from its last moment on, and counts until its row is empty', () => {
  const vanishing = messageOf(2, { text: 'ненадолго', expiresAt: END })
  const some = new RecentLog([entry(messageOf(1)), entry(vanishing)], { seq: 2, limit: 4 })
  const shown = (at: number) => [
    JSON.stringify(jsonOf(some.entriesOf(from(1), at)!)).includes('ненадолго'),
    some.lastAbove(0, at)!.text,
    some.unreadOf({ profileId: ME, chatId: CHAT, afterOrdinal: 0, startSeq: 0 }),
  ]
  assert.deepEqual(shown(Date.parse(END) - 1), [true, 'ненадолго', 2])
  assert.deepEqual(shown(Date.parse(END)), [false, '', 2])
  assert.deepEqual(shown(Date.parse(END) - 1), [true, 'ненадолго', 2])
})

test('a log is found at its own number only, and an older one never takes its place', () => {
  const logs = new RecentLogs(createLocalBus())
  const [older, newer] = [new RecentLog([], { seq: 3, limit: 4 }), new RecentLog([], { seq: 4, limit: 4 })]
  logs.keep(CHAT, newer, logs.forgotten)
  logs.keep(CHAT, older, logs.forgotten)
  assert.equal(logs.find(CHAT, 4), newer)
  assert.equal(logs.find(CHAT, 3), undefined, 'a reader whose moment is older')
  assert.equal(logs.find(CHAT, 5), undefined, 'a reader whose moment is newer, though no event has come')
})

test('what is changed is forgotten at once, and what was being read meanwhile is not kept', () => {
  const bus = createLocalBus()
  const logs = new RecentLogs(bus)
  const frame = { t: 'event', a: 'chat', id: CHAT, s: 11, at: AT, p: {} } as const
  const before = logs.forgotten
  logs.keep(CHAT, log(), before)
  bus.publish({ ...frame, e: 'message.posted' })
  assert.notEqual(logs.find(CHAT, 10), undefined)
  bus.publish({ ...frame, e: 'message.changed' })
  assert.deepEqual([logs.find(CHAT, 10), logs.bytes], [undefined, 0])
  logs.keep(CHAT, log(), before)
  assert.equal(logs.find(CHAT, 10), undefined)
  logs.keep(CHAT, log(), logs.forgotten)
  assert.notEqual(logs.find(CHAT, 10), undefined)
  bus.lost()
  assert.deepEqual([logs.find(CHAT, 10), logs.bytes], [undefined, 0], 'something may not have been heard')
})

test('a chat is worth remembering when somebody asks for it again before it goes on', () => {
  const logs = new RecentLogs(createLocalBus())
  assert.deepEqual(
    [3, 3, 4, 4, 4].map((seq) => logs.isAskedAgain(CHAT, seq)),
    [false, true, false, true, true],
  )
})

test('so much is kept, of the chats that were asked for last', () => {
  const logs = new RecentLogs(createLocalBus(), 20_000)
  const chat = (n: number) => `${CHAT.slice(0, -2)}${String(n).padStart(2, '0')}`
  for (let n = 0; n < 40; n += 1) {
    logs.keep(chat(n), log(), logs.forgotten)
    assert.notEqual(logs.find(chat(0), 10), undefined)
    assert.ok(logs.bytes <= 20_000)
  }
  assert.notEqual(logs.find(chat(39), 10), undefined)
  assert.equal(logs.find(chat(1), 10), undefined)
  for (let n = 0; n < 40; n += 1) logs.keep(chat(39), log(), logs.forgotten)
  assert.notEqual(logs.find(chat(0), 10), undefined, 'what is kept again counts once')
})
