import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StickerPack } from '#contract/messenger/stickers.ts'
import { findStickers, stillThere, withRecent } from './find-stickers.ts'

const PACKS: readonly StickerPack[] = [
  {
    id: 'owl',
    title: 'Сова',
    stickers: [
      { id: 'hello', words: 'Сова машет крылом: привет, здравствуйте' },
      { id: 'five', words: 'Пятёрка: отлично' },
    ],
  },
  { id: 'day', title: 'День', stickers: [{ id: 'bell', words: 'Звонок: урок начинается' }] },
]
const idsOf = (search: string) => findStickers(PACKS, search).map(({ id }) => id)

test('[MSG-06/search] a sticker is found by the beginnings of its words, in any case, with е for ё', () => {
  assert.deepEqual(idsOf('ПРИВ'), ['hello'])
  assert.deepEqual(idsOf('пятерка'), ['five'])
  assert.deepEqual(idsOf('урок звон'), ['bell'])
  assert.deepEqual(idsOf('ивет'), [])
  assert.deepEqual(idsOf('  '), ['hello', 'five', 'bell'])
})

test('[MSG-06/recent] the last one sent comes first, once, and what was withdrawn is not offered', () => {
  const [hello, five] = [
    { packId: 'owl', id: 'hello' },
    { packId: 'owl', id: 'five' },
  ]
  const recent = withRecent(withRecent(withRecent([], hello), five), hello)
  assert.deepEqual(
    recent.map(({ id }) => id),
    ['hello', 'five'],
  )
  assert.deepEqual(stillThere(PACKS.slice(1), recent), [])
  assert.deepEqual(
    stillThere(PACKS, [...recent, { packId: 'owl', id: 'gone' }]).map(({ id }) => id),
    ['hello', 'five'],
  )
  const many = Array.from({ length: 40 }, (_, n) => ({ packId: 'p', id: String(n) }))
  assert.ok(many.reduce<{ packId: string; id: string }[]>(withRecent, []).length <= 24)
})
