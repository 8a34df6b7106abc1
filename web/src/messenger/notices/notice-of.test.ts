import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChatMine, Message } from '#contract/messenger/chats.ts'
import { applySnapshot } from '#web/kit/sync/apply-snapshot.ts'
import { emptyState } from '#web/kit/sync/state.ts'
import * as example from '#web/kit/sync/sync-examples.ts'
import { nameOf, needsNoNames, titleOf } from '../view/people.ts'
import { summaryOf } from '../view/summary.ts'
import { noticeOf } from './notice-of.ts'

const { ANNA, ME, VIKTOR } = example
const words = {
  nameOf,
  needsNoNames,
  summaryOf,
  titleOf,
  names: { somebody: 'Участник', gone: 'Удалённый профиль', favourites: 'Избранное' },
  app: 'Парта',
  news: 'Новое сообщение',
  reminder: 'Напоминание',
}

function told(senderId: string, withText: boolean, more: Partial<Message> = {}, mine: Partial<ChatMine> = {}) {
  const state = example.chatState(5, mine)
  const sync = applySnapshot(emptyState(ME), example.snapshot([{ state, entries: [], reset: true }]))
  const frame = example.chatEvent('message.posted', { message: example.message(6, senderId, more) }, 6)
  return noticeOf(frame, sync, withText, words)
}

test('[ACC-06/notices] a notice tells who writes what only where that was chosen, and never what vanishes', () => {
  const full = told(ANNA, true, { text: 'Завтра к восьми' })
  assert.deepEqual([full?.title, full?.body], ['5 «Б»', 'Участник: Завтра к восьми'])
  const short = told(ANNA, false, { text: 'Завтра к восьми' })
  assert.deepEqual([short?.title, short?.body], ['Парта', 'Новое сообщение'])
  const vanishing = told(ANNA, true, { text: 'Пароль', expiresAt: '2026-03-17T09:00:00.000Z' })
  assert.deepEqual([vanishing?.title, vanishing?.body], ['5 «Б»', 'Новое сообщение'])
  assert.equal(full?.urgent, undefined)
  assert.equal(told(ANNA, false, { text: 'Завтра', urgent: 'change' })?.urgent, true)
  const long = told(ANNA, true, { text: 'слово '.repeat(200) })
  assert.ok(long !== null && long.body.length < 200 && long.body.endsWith('…'), long?.body)
})

test('[ACC-06/notices] nobody is told of what he has written himself, of a dialogue that he only sees, or of anything but messages', () => {
  assert.equal(told(ME, true), null)
  assert.equal(told(ANNA, true, {}, { role: 'observer' }), null)
  assert.equal(told(ANNA, true, {}, { muted: true }), null, 'notices of this chat are off')
  const everybody = { mentions: [{ profileId: null, from: 0, length: 4 }] }
  const [me, anna] = [ME, ANNA].map((profileId) => ({ mentions: [{ profileId, from: 0, length: 4 }] }))
  assert.ok(told(ANNA, true, me, { muted: true }), 'he is named himself')
  assert.ok(told(ANNA, true, everybody, { muted: true }))
  assert.equal(told(VIKTOR, true, anna, { muted: true }), null, 'somebody else is')
  const sync = applySnapshot(emptyState(ME), example.snapshot([]))
  assert.equal(noticeOf(example.postedFrame(6, VIKTOR), sync, true, words), null, 'of a chat that is not his')
  const read = example.chatEvent('chat.read', { chatId: example.CHAT, readTop: [] })
  assert.equal(noticeOf(read, sync, true, words), null)
})
