import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FeedItem } from '#contract/messenger/feed.ts'
import { firstPart, heardWaiting, isAboutFeed, keyOf, NOTHING_HEARD, withoutKnown } from './feed-items.ts'

const place = (chatId: string, seq: number, announcement: { id: string } | null = null) => ({
  chatId,
  seq,
  announcement,
})
const item = (message: ReturnType<typeof place>, places = [message]) => ({ message, places }) as unknown as FeedItem

test('an announcement is one thing in all its places, and a post is its place', () => {
  assert.equal(keyOf(item(place('a', 3, { id: 'x' }))), keyOf(item(place('b', 9, { id: 'x' }))))
  assert.notEqual(keyOf(item(place('a', 3))), keyOf(item(place('a', 4))))
})

test('a feed is asked anew for announcements, posts and what stands in it, and not for what people say to each other', () => {
  const held = [item(place('a', 3, { id: 'x' }), [place('a', 3), place('b', 9)])]
  const old = (e: string, p: object) => isAboutFeed({ e, p }, held, (chatId) => chatId === 'channel')
  assert.equal(old('message.posted', { message: place('a', 4) }), false)
  assert.equal(old('message.posted', { message: place('a', 4, { id: 'y' }) }), true)
  assert.equal(old('message.posted', { message: place('channel', 1) }), true)
  assert.equal(old('message.changed', { message: place('b', 9) }), true)
  assert.equal(old('message.changed', { message: place('b', 8) }), false)
  assert.equal(old('marks.changed', { mark: 'important' }), false)
  assert.equal(old('marks.changed', { mark: 'hidden' }), true)
  assert.equal(old('chat.dropped', {}), true)
  assert.equal(old('typing.started', {}), false)
})

test('a long text is cut between words or lines, a short one is whole, and no sign is cut in two', () => {
  assert.equal(firstPart('Собрание'), 'Собрание')
  const long = firstPart('слово '.repeat(300))
  assert.ok(long.endsWith('слово') && long.length <= 600)
  assert.equal(firstPart('а\n'.repeat(40)).split('\n').length, 12)
  assert.ok(firstPart('😀'.repeat(900)).isWellFormed())
  assert.equal(firstPart('ы'.repeat(700)).length, 700, 'a few more are shown at once')
})

test('an announcement that asks is counted once in all its places, and no more when it is withdrawn', () => {
  const confirm = { answers: 'seen', who: 'one', dueAt: null } as const
  const asks = { announcement: { id: 'x', important: false, confirm }, erased: null }
  const once = heardWaiting(NOTHING_HEARD, asks)
  assert.deepEqual(once, { came: ['x'], gone: [] })
  assert.equal(heardWaiting(once, asks), once, 'the next place')
  assert.equal(heardWaiting(once, { ...asks, erased: 'leader' }), once, 'it stands elsewhere')
  assert.deepEqual(heardWaiting(once, { ...asks, erased: 'author' }).gone, ['x'])
  const asksNothing = { announcement: { ...asks.announcement, confirm: null }, erased: null }
  assert.equal(heardWaiting(once, asksNothing), once)
  assert.equal(heardWaiting(once, { announcement: null, erased: null }), once)
  const more = heardWaiting(once, { ...asks, announcement: { ...asks.announcement, id: 'y' } })
  assert.deepEqual(withoutKnown(more, once), { came: ['y'], gone: [] }, 'what came while the server answered')
})
