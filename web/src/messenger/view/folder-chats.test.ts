import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Folder, FolderRule } from '#contract/messenger/folders.ts'
import { applySnapshot } from '#web/kit/sync/apply-snapshot.ts'
import { emptyState } from '#web/kit/sync/state.ts'
import * as example from '#web/kit/sync/sync-examples.ts'
import { type Shown, shownChats, unreadInFolder } from './folder-chats.ts'

const { ANNA, ME, SCHOOL } = example
const LYCEUM = '01970000-0000-7000-8000-0000000000f1'
const [TIM, ASYA] = ['01970000-0000-7000-8000-0000000000f2', '01970000-0000-7000-8000-0000000000f3']
const [FIFTH, NINTH] = ['01970000-0000-7000-8000-0000000000f4', '01970000-0000-7000-8000-0000000000f5']

const idOf = (name: string) =>
  `01970000-0000-7000-8000-${Buffer.from(name).toString('hex').padStart(12, '0').slice(0, 12)}`
const held = (name: string, chat: object, unread = 0) => {
  const state = example.chatState(5, { unread }, idOf(name))
  return { state: { ...state, chat: { ...state.chat, unitId: null, ...chat } }, entries: [], reset: false }
}
const teacher = {
  id: ANNA,
  version: 1,
  surname: 'Ёлкина',
  name: 'Анна',
  patronymic: 'Петровна',
  staff: true,
  gone: false,
}
const sync = applySnapshot(
  emptyState(ME),
  example.snapshot(
    [
      held('fifth', { communityId: SCHOOL, unitId: FIFTH }, 2),
      held('ninth', { communityId: SCHOOL, unitId: NINTH }),
      held('school', { communityId: SCHOOL, kind: 'channel', channelClass: 'everyone' }),
      held('staff', { communityId: SCHOOL, kind: 'channel', channelClass: 'staff' }),
      held('lyceum', { communityId: LYCEUM }),
      held('anna', { communityId: null, kind: 'direct', directIds: [ANNA, ME] }, 1),
    ],
    { cards: [teacher] },
  ),
)
const NAMES = ['fifth', 'ninth', 'school', 'staff', 'lyceum', 'anna']
const state = { sync, readHere: {} }
const labels = [
  { communityId: SCHOOL, id: TIM, label: 'Тим', unitIds: [FIFTH] },
  { communityId: SCHOOL, id: ASYA, label: 'Ася', unitIds: [NINTH] },
  { communityId: LYCEUM, id: ASYA, label: 'Ася', unitIds: [] },
]

const folder = (rule: FolderRule | null, names: readonly string[] = []): Folder => ({
  id: idOf('folder'),
  name: 'Папка',
  rule,
  chatIds: names.map(idOf),
})
const shown = (what: Shown, openId: string | null = null) =>
  NAMES.filter((name) => shownChats(state, NAMES.map(idOf), what, { labels, openId }).includes(idOf(name)))
const inFolder = (rule: FolderRule | null, names: readonly string[] = [], openId: string | null = null) =>
  shown({ t: 'folder', folder: folder(rule, names) }, openId)

test('[FLD-01/chosen] a folder without a rule has the chats that were put into it and those only', () => {
  assert.deepEqual(inFolder(null, ['ninth', 'anna', 'gone']), ['ninth', 'anna'])
  assert.deepEqual(shown({ t: 'all' }), NAMES)
  assert.deepEqual(shown({ t: 'community', id: LYCEUM }), ['lyceum', 'anna'])
})

test('[FLD-02/rules] ready folders gather by organisation, by child, staff, classes, what is unread; chats can be added', () => {
  assert.deepEqual(inFolder({ by: 'community', id: LYCEUM }), ['lyceum'])
  assert.deepEqual(inFolder({ by: 'child', id: TIM }), ['fifth', 'school', 'staff'])
  assert.deepEqual(inFolder({ by: 'child', id: ASYA }), ['ninth', 'school', 'staff', 'lyceum'])
  assert.deepEqual(inFolder({ by: 'staff', id: null }), ['staff', 'anna'])
  assert.deepEqual(inFolder({ by: 'units', id: null }, ['anna']), ['fifth', 'ninth', 'anna'])
  assert.deepEqual(inFolder({ by: 'unread', id: null }), ['fifth', 'anna'])
})

test('[FLD-02/open] an open chat stays among the unread until it is left', () => {
  assert.deepEqual(inFolder({ by: 'unread', id: null }, [], idOf('lyceum')), ['fifth', 'lyceum', 'anna'])
})

test('[FLD-01/unread] a folder counts its chats with something unread', () => {
  assert.equal(unreadInFolder(state, folder(null, ['fifth', 'ninth']), labels), 1)
  assert.equal(unreadInFolder(state, folder({ by: 'unread', id: null }), labels), 2)
  assert.equal(unreadInFolder({ ...state, readHere: { [idOf('fifth')]: 5 } }, folder(null, ['fifth']), labels), 0)
})
