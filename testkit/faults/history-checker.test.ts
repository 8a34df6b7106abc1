import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkHistory, type ViolationKind } from '#testkit/history/checker.ts'
import { HistoryFile, type HistoryLine, readHistory } from '#testkit/history/history.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'

const chat = 'c'
const seen = (seq: number, key: string, sender = 'anna') => ({ chat, seq, key, sender, text: `текст ${key}` })
const sent = (key: string, profile = 'anna'): HistoryLine => ({
  t: 'sent',
  device: `${profile}-1`,
  profile,
  chat,
  key,
  text: `текст ${key}`,
  at: 0,
})
const acknowledged = (key: string, seq: number, profile = 'anna'): HistoryLine => ({
  t: 'acknowledged',
  device: `${profile}-1`,
  chat,
  key,
  seq,
  at: 0,
})
const received = (profile: string, message: ReturnType<typeof seen>): HistoryLine => ({
  t: 'received',
  device: `${profile}-1`,
  profile,
  at: 0,
  ...message,
})
const stored = (seq: number, key: string, sender = 'anna'): HistoryLine => ({ t: 'stored', ...seen(seq, key, sender) })
const change = (seq: number): HistoryLine => ({ t: 'change', chat, seq })
const member = (profile: string, from: number, until: number | null = null): HistoryLine => ({
  t: 'member',
  chat,
  profile,
  from,
  until,
})
const shown = (profile: string, messages: ReturnType<typeof seen>[], last = 7): HistoryLine => ({
  t: 'shown',
  device: `${profile}-1`,
  profile,
  chat,
  last,
  messages: messages.map(({ chat: _chat, ...message }) => message),
})

const LOG = [seen(3, 'a'), seen(4, 'b'), seen(6, 'c'), seen(7, 'd', 'boris')]

/**
 * Anna and Boris write; Vera is removed with number 5. One message was sent three times and acknowledged twice, one was
 * never acknowledged and stands in the log, one was never acknowledged and does not.
 */
const GOOD: readonly HistoryLine[] = [
  { t: 'begun', family: 'written by hand', seed: 1, at: 0 },
  ...[sent('a'), sent('a'), acknowledged('a', 3), sent('a'), acknowledged('a', 3), sent('b'), sent('c')],
  ...[acknowledged('c', 6), sent('e'), sent('d', 'boris'), acknowledged('d', 7, 'boris')],
  { t: 'fault', what: 'nothing', at: 0 },
  ...LOG.map((message) => received('anna', message)),
  ...LOG.map((message) => received('boris', message)),
  ...[received('boris', LOG[0]!), received('vera', LOG[0]!), received('vera', LOG[1]!)],
  ...[change(1), change(2), change(5)],
  ...LOG.map(({ seq, key, sender }) => stored(seq, key, sender)),
  ...[member('anna', 2), member('boris', 2), member('vera', 2, 5)],
  ...[shown('anna', LOG), shown('boris', LOG)],
]

const without = (what: HistoryLine): HistoryLine[] => {
  const text = JSON.stringify(what)
  assert.ok(
    GOOD.some((line) => JSON.stringify(line) === text),
    `${text} is not in the good history`,
  )
  return GOOD.filter((line) => JSON.stringify(line) !== text)
}
const instead = (what: HistoryLine, other: HistoryLine): HistoryLine[] => [...without(what), other]

test('a good history has nothing to say', () => {
  assert.deepEqual(checkHistory(GOOD), [])
})

const BROKEN: readonly { what: string; history: readonly HistoryLine[]; kinds: readonly ViolationKind[] }[] = [
  {
    what: 'an acknowledged message is not in the log',
    history: instead(stored(6, 'c'), change(6)),
    kinds: ['lost', 'phantom'],
  },
  {
    what: 'an acknowledged message stands in the log with another number',
    history: instead(acknowledged('c', 6), acknowledged('c', 60)),
    kinds: ['lost'],
  },
  {
    what: 'an acknowledged message stands in the log with another text',
    history: instead(stored(6, 'c'), { t: 'stored', ...seen(6, 'c'), text: 'иначе' }),
    kinds: ['lost', 'phantom'],
  },
  {
    what: 'a message is acknowledged with two numbers',
    history: [...GOOD, acknowledged('a', 4)],
    kinds: ['renumbered'],
  },
  {
    what: 'one key stands twice in the log',
    history: [...GOOD, stored(8, 'a')],
    kinds: ['doubled', 'missed', 'reordered'],
  },
  {
    what: 'one message stands twice in the log under two keys',
    history: [...GOOD, sent('a2'), { t: 'stored', ...seen(8, 'a2'), text: 'текст a' }],
    kinds: ['doubled', 'missed', 'phantom'],
  },
  {
    what: 'a screen shows a message twice',
    history: instead(shown('anna', LOG), shown('anna', [...LOG, { ...LOG[0]!, seq: 8 }])),
    kinds: ['doubled', 'phantom'],
  },
  {
    what: 'what a device sent first stands later',
    history: [sent('c'), ...GOOD],
    kinds: ['reordered'],
  },
  {
    what: 'a screen shows another order',
    history: instead(shown('boris', LOG), shown('boris', [LOG[1]!, LOG[0]!, LOG[2]!, LOG[3]!])),
    kinds: ['reordered'],
  },
  { what: 'a number of the log is missing', history: without(change(5)), kinds: ['hole'] },
  { what: 'a number of the log stands twice', history: [...GOOD, change(7)], kinds: ['hole'] },
  {
    what: 'somebody who was removed hears what came later',
    history: [...GOOD, received('vera', LOG[2]!)],
    kinds: ['foreign'],
  },
  {
    what: 'somebody who was never there hears something',
    history: [...GOOD, received('galina', LOG[0]!)],
    kinds: ['foreign'],
  },
  {
    what: 'a newcomer hears what came before him',
    history: [...GOOD, member('galina', 6), received('galina', LOG[0]!)],
    kinds: ['foreign'],
  },
  {
    what: 'the screen of somebody who was removed still shows the chat',
    history: [...GOOD, shown('vera', [LOG[0]!])],
    kinds: ['foreign'],
  },
  {
    what: 'a device is given what does not stand in the log',
    history: [...GOOD, received('boris', seen(8, 'z'))],
    kinds: ['phantom'],
  },
  {
    what: 'two readers are given one number with two texts',
    history: [...GOOD, received('boris', { ...LOG[1]!, text: 'иначе' })],
    kinds: ['phantom'],
  },
  { what: 'the log holds what nobody has sent', history: without(sent('b')), kinds: ['phantom'] },
  {
    what: 'the log holds a message under another sender',
    history: instead(stored(4, 'b'), stored(4, 'b', 'boris')),
    kinds: ['phantom'],
  },
  {
    what: 'a healed device misses a message',
    history: instead(shown('boris', LOG), shown('boris', LOG.slice(0, 3))),
    kinds: ['missed'],
  },
  { what: 'a healed device shows nothing', history: instead(shown('anna', LOG), shown('anna', [])), kinds: ['missed'] },
]

for (const { what, history, kinds } of BROKEN) {
  test(`it is found when ${what}`, () => {
    const found = new Set(checkHistory(history).map(({ kind }) => kind))
    assert.deepEqual([...found].sort(), [...kinds].sort())
  })
}

test('a history is written as JSON lines and read again', async () => {
  const folder = await makeTemporaryFolder('parta-history-')
  try {
    const path = join(folder, 'history.jsonl')
    {
      using file = new HistoryFile(path)
      for (const line of GOOD) file.write(line)
    }
    assert.deepEqual(readHistory(path), GOOD)
  } finally {
    await rm(folder, { recursive: true })
  }
})
