import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventFrame } from '#contract/kit/socket.ts'
import type { Message, Reaction } from '#contract/messenger/chats.ts'
import type { ChatEntry, OwnReaction } from '#contract/messenger/messages.ts'
import type { Poll } from '#contract/messenger/poll.ts'
import { applyEvent } from './apply-event.ts'
import { applyPage, applyQuoted } from './apply-page.ts'
import { applySnapshot } from './apply-snapshot.ts'
import { quotedIn, unreadOf } from './selectors.ts'
import { type ChatSlice, emptyState, type SyncState } from './state.ts'
import { ANNA, CHAT, chatEvent, chatState, ME, message, posted, postedFrame, snapshot } from './sync-examples.ts'

const AT = '2026-03-17T09:00:00.000Z'

const edited = (seq: number, version = 2): Message =>
  message(seq, ANNA, { version, text: `edited ${seq}`, editedAt: AT })
const erased = (seq: number, version = 2): Message => message(seq, ANNA, { version, text: '', erased: 'author' })

const change = (s: number, message: Message): EventFrame =>
  chatEvent('message.changed', { message, actorId: ANNA, what: message.erased === null ? 'edited' : 'erased' }, s)

const reacted = (
  s: number,
  seq: number,
  actorId: string,
  reaction: Reaction | null,
  ...reactions: [Reaction, number][]
) =>
  chatEvent(
    'reactions.changed',
    {
      chatId: CHAT,
      seq,
      actorId,
      reaction,
      reactions: reactions.map(([each, count]) => ({ reaction: each, count })),
      reactionsSeq: s,
    },
    s,
  )

/** The reader's chat with messages 1 to `lastSeq`, all of them on screen. */
function opened(lastSeq: number, mine: Parameters<typeof chatState>[1] = {}): SyncState {
  const entries = Array.from({ length: lastSeq }, (_, i) => posted(i + 1))
  const body = snapshot([{ state: chatState(lastSeq, { unread: lastSeq, ...mine }), entries, reset: true }])
  return applySnapshot(emptyState(ME), body)
}

function hear(state: SyncState, ...frames: EventFrame[]): SyncState {
  return frames.reduce((held, frame) => {
    const { state: next, gap } = applyEvent(held, frame, 0)
    assert.ok(!gap)
    return next
  }, state)
}

const chatOf = (state: SyncState): ChatSlice => state.chats[CHAT]!
const messagesOf = (state: SyncState): Message[] =>
  (chatOf(state).window?.entries ?? []).flatMap((entry) => (entry.e === 'message.posted' ? [entry.p.message] : []))
const textsOf = (state: SyncState): string[] => messagesOf(state).map(({ text }) => text)
const pageOf = (entries: readonly ChatEntry[], quoted: Message[] = [], own: OwnReaction[] = []) => ({
  entries,
  quoted,
  own,
  asOf: 3,
  cards: [],
  hasBefore: false,
  hasAfter: false,
})

test('[MSG-09/apply] an edit replaces the text wherever it is held, and an older version replaces nothing', () => {
  const state = hear(opened(2), change(3, edited(2)), change(4, edited(2, 3)), change(5, edited(1)))
  assert.deepEqual(textsOf(state), ['edited 1', 'edited 2'])
  assert.equal(chatOf(state).lastMessage?.version, 3)
  const late = hear(state, change(6, edited(2)))
  assert.equal(chatOf(late).lastMessage?.version, 3)
})

test('[A-30/apply] after an erasure no entry, quote or preview holds any text of the message', () => {
  const reply = chatEvent('message.posted', { message: message(4, ANNA, { replyToSeq: 1 }) }, 4)
  const state = hear(opened(2), change(3, edited(2)), reply)
  const quoting = applyQuoted(state, CHAT, [2], [edited(2)])
  const gone = hear(quoting, change(5, erased(2, 3)))
  assert.deepEqual(textsOf(gone), ['message 1', '', 'message 4'])
  assert.equal(chatOf(gone).quoted[2]?.text, '')
  assert.equal(hear(opened(2), change(3, erased(2))).chats[CHAT]!.lastMessage?.text, '')
})

test('[A-30/late-page] a page or a quote that was read before a change does not bring the old text back', () => {
  const away = { ...opened(3), chats: { [CHAT]: { ...chatOf(opened(3)), window: null } } }
  const changed = hear(away, change(4, erased(2)), change(5, edited(1)))
  const paged = applyPage(changed, CHAT, { latest: true }, pageOf([posted(1), posted(2), posted(3)], [message(1)]), 3)
  assert.deepEqual(textsOf(paged), ['edited 1', '', 'message 3'])
  const asked = applyQuoted(changed, CHAT, [1, 2], [message(1), message(2)])
  assert.deepEqual([chatOf(asked).quoted[1]?.text, chatOf(asked).quoted[2]?.text], ['edited 1', ''])
  const quoting = [message(3, ANNA, { replyToSeq: 1 })].map((each) => posted(3, ANNA, each))
  const page = { ...pageOf(quoting, [message(1)]), hasBefore: true }
  const partly = applyPage(changed, CHAT, { latest: true }, page, 3)
  assert.equal(quotedIn(chatOf(partly), 1)?.text, 'edited 1')
})

test('[A-30/catch-up] what was changed while the device was away is changed in what it holds', () => {
  const state = opened(3)
  const told = snapshot([{ state: chatState(5), entries: [], changed: [erased(2)], reset: false }])
  assert.deepEqual(textsOf(applySnapshot(state, told)), ['message 1', '', 'message 3'])
  const entries = [posted(6)]
  const moved = { state: chatState(6), entries, changed: [edited(1), erased(2)], reset: false }
  const missed = applySnapshot(state, snapshot([moved]))
  assert.deepEqual(textsOf(missed), ['edited 1', '', 'message 3', 'message 6'])
  const dropped = applySnapshot(state, snapshot([{ state: chatState(400), entries: [], reset: true }]))
  assert.equal(chatOf(dropped).window, null)
})

test('[A-30/unread] an erased message leaves the counter once, whether it was counted or heard', () => {
  const unread = (state: SyncState, readHere = 0) => unreadOf(chatOf(state), ME, readHere)
  const counted = opened(3, { readSeq: 1, unread: 2 })
  assert.equal(unread(hear(counted, change(4, erased(2)))), 1)
  assert.equal(unread(hear(counted, change(4, erased(1)))), 2, 'it was read already')
  const heard = hear(counted, postedFrame(4), change(5, erased(4)))
  assert.equal(unread(heard), 2)
  assert.equal(unread(heard, 2), 1, 'read here up to 2')
  // The server counts anew, before the erasure or after it.
  const mine = (countedSeq: number, count: number) =>
    ({ ...chatOf(counted).mine, version: 2, countedSeq, unread: count }) as const
  const tell = (countedSeq: number, count: number): EventFrame => ({
    ...chatEvent('chat.mine', { mine: mine(countedSeq, count) }),
    a: 'profile',
    id: ME,
  })
  assert.equal(unread(hear(heard, tell(4, 3))), 2)
  assert.equal(unread(hear(heard, tell(5, 2))), 2)
  const full = hear(opened(3, { readSeq: 0, unread: 999 }), change(4, erased(2)))
  assert.equal(unread(full), 999)
})

test('[MSG-09/newcomer] a number that says nothing moves the end of what is held and adds no entry', () => {
  const state = hear(opened(2), chatEvent('chat.passed', { chatId: CHAT }, 3), postedFrame(4))
  assert.deepEqual(textsOf(state), ['message 1', 'message 2', 'message 4'])
  assert.deepEqual([chatOf(state).window?.to, chatOf(state).lastSeq], [4, 4])
})

test('[MSG-12/apply] counts and the own reaction follow the events, beside the text and its version', () => {
  const state = hear(
    opened(2),
    reacted(3, 2, ANNA, '👍', ['👍', 1]),
    reacted(4, 2, ME, '👍', ['👍', 2]),
    change(5, edited(2)),
    reacted(6, 2, ANNA, '❤️', ['👍', 1], ['❤️', 1]),
  )
  const [, second] = messagesOf(state)
  assert.deepEqual([second?.text, second?.reactionsSeq], ['edited 2', 6])
  assert.deepEqual(
    second?.reactions.map(({ reaction, count }) => [reaction, count]),
    [
      ['👍', 1],
      ['❤️', 1],
    ],
  )
  assert.equal(chatOf(state).own[2]?.reaction, '👍')
  assert.deepEqual(chatOf(state).lastMessage, second)
  const gone = hear(state, change(7, erased(2, 3)), reacted(8, 2, ANNA, null))
  assert.deepEqual(messagesOf(gone)[1]?.reactions, [])
})

test('[MSG-12/late-page] a page brings counts and the own reaction, unless a later event has been heard', () => {
  const away = { ...opened(3), chats: { [CHAT]: { ...chatOf(opened(3)), window: null } } }
  const counted = (count: number, reactionsSeq: number) =>
    posted(1, ANNA, { reactions: [{ reaction: '👍', count }], reactionsSeq })
  const own: OwnReaction[] = [{ seq: 1, reaction: '👍' }]
  const fresh = applyPage(away, CHAT, { latest: true }, pageOf([counted(2, 3)], [], own), 3)
  assert.deepEqual([chatOf(fresh).own[1]?.reaction, messagesOf(fresh)[0]?.reactions[0]?.count], ['👍', 2])
  const changed = hear(away, reacted(4, 1, ME, '🎉', ['👍', 1], ['🎉', 1]))
  const late = applyPage(changed, CHAT, { latest: true }, pageOf([counted(2, 3)], [], own), 3)
  assert.deepEqual([chatOf(late).own[1]?.reaction, messagesOf(late)[0]?.reactions.length], ['🎉', 2])
  const taken = hear(fresh, reacted(4, 1, ME, null, ['👍', 1]))
  assert.equal(chatOf(taken).own[1]?.reaction, null)
})

const poll = (asOf: number, ...counts: number[]): Poll => ({
  options: counts.map((_, place) => `option ${place}`),
  anonymous: false,
  multiple: false,
  changeable: true,
  test: false,
  endsAt: null,
  state: { asOf, voters: 1, counted: 1, counts, ended: null, right: null },
})

test('votes are taken in once and in order, wherever the poll is held, and an erased poll asks nothing more', () => {
  const polled = (s: number, ...counts: number[]) =>
    chatEvent('poll.changed', { chatId: CHAT, seq: 2, state: poll(s, ...counts).state }, s)
  const asked = hear(opened(1), postedFrame(2, ANNA, { poll: poll(0, 0, 0) }))
  const voted = hear(asked, polled(3, 1, 0), polled(4, 1, 1))
  const countsOf = (state: SyncState) => messagesOf(state).at(-1)?.poll?.state.counts
  assert.deepEqual(countsOf(voted), [1, 1])
  assert.deepEqual(chatOf(voted).lastMessage?.poll?.state.counts, [1, 1])
  // A page that was read before the votes, and one that was read after more of them.
  const away = { ...voted, chats: { [CHAT]: { ...chatOf(voted), window: null } } }
  const page = (asOf: number, ...counts: number[]) =>
    applyPage(away, CHAT, { latest: true }, pageOf([posted(2, ANNA, { poll: poll(asOf, ...counts) })]), 4)
  assert.deepEqual(countsOf(page(3, 1, 0)), [1, 1])
  assert.deepEqual(countsOf(page(5, 2, 1)), [2, 1])
  const gone = hear(voted, change(5, message(2, ANNA, { version: 2, text: '', erased: 'author' })))
  assert.equal(messagesOf(gone).at(-1)?.poll, null)
})
