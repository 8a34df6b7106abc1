import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Membership } from '#contract/communities/communities.ts'
import type { OutboxItem } from '#web/kit/outbox/outbox-ports.ts'
import { applySnapshot } from '#web/kit/sync/apply-snapshot.ts'
import { emptyState, type SyncState } from '#web/kit/sync/state.ts'
import * as example from '#web/kit/sync/sync-examples.ts'
import { en } from '../messenger.en.ts'
import { findChats, inCommunity, orderChats, placeOfParent, previewOf, unreadChats } from './chat-list.ts'
import { flowOf } from './flow.ts'
import { linkify } from './linkify.ts'
import { chatLetters, needsNoNames, otherOf, titleOf } from './people.ts'
import { summaryOf } from './summary.ts'
import { ruleAbove, seenBy } from './supervision.ts'

const { ANNA, CHAT, ME, OTHER_CHAT, SCHOOL, VIKTOR } = example
const names = { somebody: 'Участник', gone: 'Удалённый профиль', you: 'Вы', favourites: 'Избранное' }

function world(): SyncState {
  const direct = example.chatState(3, {}, OTHER_CHAT)
  const dialogue = {
    ...direct,
    chat: { ...direct.chat, kind: 'direct' as const, title: '', communityId: null, directIds: [ANNA, ME] },
  }
  const card = {
    id: ANNA,
    version: 1,
    surname: 'Ёлкина',
    name: 'Анна',
    patronymic: 'Петровна',
    staff: true,
    gone: false,
  }
  return applySnapshot(
    emptyState(ME),
    example.snapshot(
      [
        {
          state: example.chatState(5, { unread: 2 }),
          entries: [3, 4, 5].map((seq) => example.posted(seq)),
          reset: true,
        },
        { state: dialogue, entries: [], reset: false },
      ],
      { cards: [card] },
    ),
  )
}

const pending = (more: Partial<OutboxItem> = {}): OutboxItem => ({
  key: 'k1',
  chatId: CHAT,
  text: 'waiting',
  mentions: [],
  attachments: [],
  sticker: null,
  replyToSeq: null,
  lifetimeMs: null,
  createdAt: Date.UTC(2026, 2, 17, 9),
  order: 1,
  state: 'waiting',
  failure: null,
  ...more,
})

test('a direct chat bears the name and the mark of its person, a group its title and letters', () => {
  const state = world()
  assert.deepEqual(titleOf(state.chats[OTHER_CHAT]!, state, names), { name: 'Анна Петровна', verified: true })
  const letters = (title: string) => {
    const slice = state.chats[CHAT]!
    return chatLetters({ ...slice, chat: { ...slice.chat, title } }, state, names)
  }
  assert.equal(chatLetters(state.chats[CHAT]!, state, names), '5Б')
  assert.equal(letters('10«Б» — родители'), '10Б')
  assert.equal(letters('2026 год, планы'), '2Г')
  assert.equal(letters('Педсовет'), 'П')
  assert.equal(chatLetters(state.chats[OTHER_CHAT]!, state, names), 'АЁ')
})

test('[P-07/observer] whoever sees a dialogue of others finds both names above it, and the author of each message', () => {
  const state = world()
  const slice = state.chats[OTHER_CHAT]!
  const card = { ...state.cards[ANNA]!, id: VIKTOR, name: 'Виктор', patronymic: '', staff: false }
  const seen = {
    ...slice,
    chat: { ...slice.chat, directIds: [ANNA, VIKTOR], supervision: { mode: 'guardians' as const, observerIds: [ME] } },
    mine: { ...slice.mine, role: 'observer' as const },
  }
  const sync = { ...state, cards: { ...state.cards, [VIKTOR]: card } }
  assert.deepEqual(titleOf(seen, sync, names), { name: 'Анна Петровна — Виктор Ёлкина', verified: false })
  assert.equal(otherOf(seen, ME), null)
  assert.deepEqual([needsNoNames(slice), needsNoNames(seen)], [true, false])
  assert.equal(seenBy(seen.chat.supervision, ['Анна Петровна']), 'Этот диалог видит родитель: Анна Петровна')
  assert.equal(seenBy(null, []), 'За этим чатом больше никто не наблюдает')
})

test('[P-07/above] above a dialogue stands who sees it, or the rule because of which nobody may write', () => {
  const { chat, mine } = world().chats[OTHER_CHAT]!
  assert.equal(ruleAbove({ chat, mine }, []), null)
  const supervision = { mode: 'secondAdult' as const, observerIds: [ANNA] }
  const seen = ruleAbove({ chat: { ...chat, supervision }, mine }, ['Анна'])
  assert.equal(seen, 'Этот диалог видит второй взрослый: Анна')
  for (const [writeRefusal, begins] of [
    ['chat.adultPupilDirect', 'Организация не разрешает'],
    ['chat.guardianMissing', 'Взрослый может переписываться с учеником, только'],
    ['chat.secondAdultMissing', 'В организации не назначен взрослый'],
  ] as const) {
    const rule = ruleAbove({ chat, mine: { ...mine, writeRefusal } }, [])!
    assert.ok(rule.startsWith(begins) && !rule.includes('.'), rule)
  }
  for (const writeRefusal of ['chat.observing', 'chat.blocking', 'message.writeForbidden'] as const) {
    assert.equal(ruleAbove({ chat, mine: { ...mine, writeRefusal } }, []), null)
  }
})

test('chats stand by their last activity, and what waits in the outbox is one', () => {
  const state = world()
  assert.deepEqual(orderChats({ sync: state, outbox: [] }), [CHAT, OTHER_CHAT])
  assert.deepEqual(orderChats({ sync: state, outbox: [pending({ chatId: OTHER_CHAT })] }), [OTHER_CHAT, CHAT])
})

test('a chat is found by the beginnings of words, by surname, without regard to ё', () => {
  const state = world()
  const all = [CHAT, OTHER_CHAT]
  assert.deepEqual(findChats(state, all, 'елк ан', names), [OTHER_CHAT])
  assert.deepEqual(findChats(state, all, '5', names), [CHAT])
  assert.deepEqual(findChats(state, all, ' ', names), all)
  assert.deepEqual(inCommunity(state, all, SCHOOL), all)
  assert.deepEqual(inCommunity(state, all, ANNA), [OTHER_CHAT])
  assert.equal(unreadChats({ sync: state, readHere: {} }), 1)
})

test('[IDN-20/labels] a chat is marked for whoever is a parent in its organisation, and for nobody who works there', () => {
  const membership: Membership = {
    communityId: SCHOOL,
    version: 1,
    type: 'school',
    name: 'Школа № 1',
    shortName: 'Школа № 1',
    timeZone: 'Europe/Moscow',
    logoId: null,
    roles: [],
    grants: [],
    suspended: null,
  }
  const placed = (...roles: Membership['roles'][number]['role'][]) =>
    placeOfParent(
      {
        ...world(),
        memberships: { [SCHOOL]: { ...membership, roles: roles.map((role) => ({ role, unitId: null })) } },
      },
      CHAT,
    )
  assert.equal(placed('parent'), SCHOOL)
  assert.equal(placed('parent', 'staff'), undefined)
  assert.equal(placeOfParent(world(), CHAT), undefined)
  assert.equal(placeOfParent(world(), OTHER_CHAT), undefined)
})

test('the preview tells the author, the draft, who types and what became of the own message', () => {
  const state = world()
  const slice = state.chats[CHAT]!
  const base = { sync: state, outbox: [], drafts: {} }
  assert.equal(previewOf(slice, base, false, names).author, 'Анна Петровна')
  const drafts = { [CHAT]: { text: 'Добрый', mentions: [], replyToSeq: null, lifetimeMs: null, base: 0, isNew: true } }
  assert.equal(previewOf(slice, { ...base, drafts }, false, names).kind, 'draft')
  assert.equal(previewOf(slice, { ...base, drafts }, true, names).kind, 'message')
  const typing = { ...slice, typing: { [ANNA]: 1 } }
  assert.equal(previewOf(typing, base, false, names).kind, 'typing')
  const failed = previewOf(slice, { ...base, outbox: [pending({ state: 'failed' })] }, false, names)
  assert.deepEqual([failed.author, failed.delivery], ['Вы', 'failed'])
})

test('the flow has days, groups, the line of new messages and the outbox at its end', () => {
  const state = world()
  const flow = flowOf({
    slice: state.chats[CHAT]!,
    profileId: ME,
    outbox: [pending()],
    wishes: {},
    marks: { important: {}, hidden: {} },
    newAfter: 4,
    dayOf: (at) => at.slice(0, 10),
  })
  assert.deepEqual(
    flow.map((item) =>
      item.t === 'bubble' ? `${item.seq ?? 'out'}${item.first ? ' first' : ''}${item.last ? ' last' : ''}` : item.t,
    ),
    ['day', '3 first', '4 last', 'new', '5 first last', 'out first last'],
  )
})

test('[MSG-13/hidden] what the reader has deleted for himself is gone from the flow and the list, and what is important is marked', () => {
  const state = world()
  const slice = state.chats[CHAT]!
  const marks = { important: { [CHAT]: [4] }, hidden: { [CHAT]: [3, slice.lastMessage!.seq] } }
  const flow = flowOf({ slice, profileId: ME, outbox: [], wishes: {}, marks, newAfter: null, dayOf: () => '' })
  const shown = flow.flatMap((item) => (item.t === 'bubble' ? [[item.seq, item.important]] : []))
  assert.deepEqual(shown, [[4, true]])
  const list = { sync: { ...state, marks }, outbox: [], drafts: {} }
  assert.equal(previewOf(slice, list, false, names).text, 'message 4')
})

test('[CALL-01/reminder-language] the reminder of a planned call is said by the page, in the flow, the list and wherever it is quoted', () => {
  const origin = { kind: 'plannedCall', title: 'Собрание', time: '14:05' } as const
  const entry = example.posted(3, VIKTOR, { text: 'как его знает сервер', origin })
  assert.ok(entry.e === 'message.posted')
  const base = world().chats[CHAT]!
  const slice = { ...base, window: { ...base.window!, entries: [entry] } }
  const flow = flowOf({
    slice,
    profileId: ME,
    outbox: [],
    wishes: {},
    marks: { important: {}, hidden: {} },
    newAfter: null,
    dayOf: () => '',
  })
  const said = flow.flatMap((item) => (item.t === 'bubble' ? item.text : []))
  assert.deepEqual(said, [summaryOf(entry.p.message)])
  assert.ok(said[0]!.includes('Собрание') && said[0]!.includes('14:05') && !said[0]!.includes('сервер'))
  assert.equal(en.plannedCall('Meeting', '14:05'), 'The call “Meeting” begins soon, at 14:05.')
})

test('a message with the key of another author’s message stands beside it, and hides nothing of the outbox', () => {
  const id = example.message(3).id
  const same = [example.posted(3), example.posted(4, VIKTOR, { id }), example.posted(5, ME, { id })]
  const base = world().chats[CHAT]!
  const slice = { ...base, window: { ...base.window!, entries: same } }
  const flow = (outbox: OutboxItem[]) =>
    flowOf({
      slice,
      profileId: ME,
      outbox,
      wishes: {},
      marks: { important: {}, hidden: {} },
      newAfter: null,
      dayOf: (at) => at.slice(0, 10),
    })
  const keys = flow([]).map(({ key }) => key)
  assert.equal(new Set(keys).size, keys.length)
  assert.ok(keys.includes(id), 'the own one keeps its key')
  const [first, second] = same
  slice.window.entries = [first!, second!]
  assert.equal(flow([pending({ key: id })]).length, 4)
  assert.equal(flow([]).length, 3)
})

test('[MSG-12/at-once] a reaction that is on its way shows on its message, unless that is erased', () => {
  const base = world().chats[CHAT]!
  const reactions = [{ reaction: '👍' as const, count: 2 }]
  const entries = [example.posted(3, ANNA, { reactions }), example.posted(4, ANNA, { erased: 'leader', text: '' })]
  const slice = { ...base, window: { ...base.window!, entries }, own: { 3: { reaction: '👍' as const, asOf: 3 } } }
  const shown = flowOf({
    slice,
    profileId: ME,
    outbox: [],
    wishes: { 3: '🎉', 4: '🎉' },
    marks: { important: {}, hidden: {} },
    newAfter: null,
    dayOf: (at) => at.slice(0, 10),
  }).flatMap((item) => (item.t === 'bubble' ? [[item.reactions, item.ownReaction]] : []))
  const moved = [
    { reaction: '👍', count: 1 },
    { reaction: '🎉', count: 1 },
  ]
  assert.deepEqual(shown, [
    [moved, '🎉'],
    [[], null],
  ])
})

test('addresses in a text become links without the mark that ends the sentence', () => {
  assert.deepEqual(linkify('См. https://parta.example/im, там всё.'), [
    { t: 'text', text: 'См. ' },
    { t: 'link', text: 'https://parta.example/im' },
    { t: 'text', text: ', там всё.' },
  ])
})
