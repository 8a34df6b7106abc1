import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Attachment } from '#contract/messenger/attachment.ts'
import type { Message } from '#contract/messenger/chats.ts'
import { ChatEntry } from '#contract/messenger/messages.ts'
import { REACTIONS } from '#contract/messenger/messenger.limits.ts'
import type { Origin } from '#contract/messenger/origin.ts'
import type { Poll } from '#contract/messenger/poll.ts'
import type { Sticker } from '#contract/messenger/sticker.ts'
import { createSeededRandom, type SeededRandom } from '#testkit/simulation/seeded-random.ts'
import { createTestDatabase } from '#testkit/test-database.ts'
import { openDatabase } from '../../platform/db/database.ts'
import { compileSchema } from '../../platform/dispatch/validation.ts'
import { createLog } from '../../platform/log/log.ts'
import { readChatLog } from './chat-log.store.ts'
import { type EncodedEntry, encodeEntry, entryShownAt } from './encoded-entry.ts'
import { readEntries } from './entries.store.ts'

const CHATS = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b']
const TEXTS = [
  '',
  'просто',
  '"кавычки" \\ и \u2028 строка\nи табуляция\t',
  '😀 \ud83d',
  '</script>',
  '\u0001\u007f',
  '{"a":1}',
]
const ORIGINS: readonly Origin[] = [
  { kind: 'person', profileId: '01900000-0000-7000-8000-000000000003' },
  {
    kind: 'channel',
    communityId: '01900000-0000-7000-8000-000000000004',
    community: 'Школа № 5 «Ключ»',
    channel: 'Общешкольный',
    staffOnly: false,
  },
]
const ATTACHMENTS: readonly Attachment[] = [
  {
    id: CHATS[0]!,
    kind: 'document',
    name: 'План "А" 😀.pdf',
    bytes: 4_294_967_296,
    picture: null,
    durationMs: null,
    waveform: null,
  },
  {
    id: CHATS[1]!,
    kind: 'photo',
    name: 'доска.jpg',
    bytes: 1,
    picture: { width: 4, height: 3 },
    durationMs: null,
    waveform: null,
  },
]
const STICKER: Sticker = { packId: CHATS[0]!, id: CHATS[1]!, words: 'Сова: «Привет!»' }
const POLL: Poll = {
  options: ['«Да»', 'Нет \\ "нет"'],
  anonymous: true,
  multiple: false,
  changeable: false,
  test: false,
  endsAt: '2026-09-01T06:00:00.000Z',
  state: { asOf: 7, voters: 6, counted: 5, counts: [3, 2], ended: null, right: null },
}
const AT = Date.UTC(2026, 8, 1, 6)

function messageOf(random: SeededRandom, chatId: string, seq: number) {
  const erased = random.chance(0.2) ? random.pick(['author', 'leader', 'expired'] as const) : null
  const reactions = random.chance(0.4) ? [{ reaction: random.pick(REACTIONS), count: random.between(1, 5) }] : null
  const time = () => new Date(AT + random.below(9_000_000))
  return {
    chat_id: chatId,
    seq,
    ordinal: seq + random.below(3),
    id: `01900000-0000-7000-8000-${String(seq).padStart(12, '0')}`,
    sender_id: `01900000-0000-7000-8000-0000000000${random.pick(['01', '02'])}`,
    text: erased === null ? random.pick(TEXTS).toWellFormed() : '',
    attachments: erased === null && random.chance(0.3) ? JSON.stringify(ATTACHMENTS) : null,
    reply_to_seq: random.chance(0.3) ? random.between(1, 9) : null,
    origin: erased === null && random.chance(0.3) ? JSON.stringify(random.pick(ORIGINS)) : null,
    poll: erased === null && random.chance(0.2) ? JSON.stringify(POLL) : null,
    announcement: random.chance(0.2)
      ? JSON.stringify({ id: chatId, important: random.chance(0.5), confirm: null })
      : null,
    sticker: erased === null && random.chance(0.2) ? JSON.stringify(STICKER) : null,
    version: random.between(1, 4),
    sent_at: time(),
    edited_at: random.chance(0.3) ? time() : null,
    expires_at: random.chance(0.3) ? time() : null,
    erased_at: erased === null ? null : time(),
    erased_why: erased,
    reactions: reactions === null ? null : JSON.stringify(reactions),
    reactions_seq: reactions === null ? null : random.between(1, 9),
  }
}

function eventOf(random: SeededRandom, chatId: string, seq: number) {
  const payload = {
    chatId,
    profileIds: [chatId],
    actorId: random.pick([chatId, null]),
    membersCount: 3,
    more: 'hidden',
  }
  return { chat_id: chatId, seq, kind: 'members.left', payload: JSON.stringify(payload), at: new Date(AT + seq) }
}

const plain = (entry: EncodedEntry): ChatEntry => JSON.parse(entry.json.toString('utf8'))

test('entries that are read as JSON say what the same rows say as objects, and fit the contract', async () => {
  await using database = await createTestDatabase()
  await using opened = openDatabase(database.url, 1, createLog('error'))
  // Times are told by themselves, whatever the zone in which the database shows them.
  await sql`set timezone = 'Asia/Kathmandu'`.execute(opened.db)
  const random = createSeededRandom(7)
  for (const chatId of CHATS) {
    for (let seq = 1; seq <= 120; seq += 1) {
      if (random.chance(0.2)) {
        await opened.db
          .insertInto('messenger.chat_event')
          .values(eventOf(random, chatId, seq))
          .execute()
      } else
        await opened.db
          .insertInto('messenger.message')
          .values(messageOf(random, chatId, seq))
          .execute()
    }
  }
  const schema = compileSchema(ChatEntry)
  const ranges = Array.from({ length: 60 }, () => {
    const from = random.between(1, 120)
    return {
      chatId: random.pick(CHATS),
      from,
      to: from + random.below(60),
      limit: random.between(1, 30),
      end: random.pick(['low', 'high'] as const),
    }
  })
  const found = await readEntries(opened.db, ranges)
  let entries = 0
  for (const [i, { chatId, ...range }] of ranges.entries()) {
    const rows = await readChatLog(opened.db, chatId, range)
    const expected = rows.map((entry) => {
      if (entry.e === 'message.posted') return entry
      const { more, ...payload } = entry.p as { more?: string }
      assert.equal(more, 'hidden', 'the row holds something that the contract does not name')
      return { ...entry, p: payload }
    })
    assert.deepEqual(found[i]!.map(plain), expected)
    for (const [n, entry] of found[i]!.entries()) {
      assert.equal(schema.check(plain(entry)), null, entry.json.toString('utf8'))
      assert.deepEqual({ ...entry, json: '' }, { ...encodeEntry(expected[n] as ChatEntry), json: '' })
      entries += 1
    }
  }
  assert.ok(entries > 500, `only ${entries} entries were compared`)
})

test('a message whose time is over shows its place only, in JSON too', () => {
  const message: Message = {
    id: '01900000-0000-7000-8000-000000000001',
    chatId: CHATS[0]!,
    seq: 4,
    ordinal: 4,
    version: 1,
    senderId: '01900000-0000-7000-8000-000000000002',
    text: 'ненадолго',
    mentions: [{ profileId: null, from: 0, length: 4 }],
    attachments: [
      {
        id: CHATS[1]!,
        kind: 'photo',
        name: 'доска.jpg',
        bytes: 9,
        picture: { width: 4, height: 3 },
        durationMs: null,
        waveform: null,
      },
    ],
    replyToSeq: 2,
    origin: { kind: 'person', profileId: '01900000-0000-7000-8000-000000000003' },
    poll: POLL,
    announcement: null,
    sticker: STICKER,
    at: '2026-09-01T06:00:00.000Z',
    editedAt: null,
    expiresAt: '2026-09-01T06:01:00.000Z',
    erased: null,
    reactions: [{ reaction: '👍', count: 1 }],
    reactionsSeq: 5,
  }
  const entry = encodeEntry({ e: 'message.posted', s: 4, at: message.at, p: { message } })
  const end = Date.parse(message.expiresAt!)
  assert.equal(entryShownAt(entry, end - 1), entry)
  const over = entryShownAt(entry, end)
  assert.equal(/ненадолго|доска/.test(over.json.toString('utf8')), false)
  const nothing = {
    text: '',
    mentions: [],
    attachments: [],
    replyToSeq: null,
    origin: null,
    poll: null,
    sticker: null,
    reactions: [],
  }
  assert.deepEqual(plain(over), {
    ...plain(entry),
    p: { message: { ...message, ...nothing, erased: 'expired' } },
  })
  assert.deepEqual([over.replyToSeq, over.isReacted, over.vanishing], [null, false, null])
})
