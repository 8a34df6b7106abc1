import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cardTexts, shownHost } from './card-texts.ts'

const seen = (more: object) => ({
  host: 'page.test',
  title: 'Имя',
  description: null,
  siteName: null,
  picture: null,
  ...more,
})

test('a card says nothing that passes for another thing than it is', () => {
  const texts = cardTexts(seen({ title: ' 🎓 Пред\u202eмет\n\n ', description: 'а\u0000б', siteName: '\u200b' }))
  assert.deepEqual(texts, { host: 'page.test', title: 'Предмет', description: 'аб', siteName: null })
  assert.equal(cardTexts(seen({ title: '\u200b\u202e' })), null)
  assert.equal(cardTexts(seen({ title: null, description: 'Что-то' })), null)
  assert.equal(cardTexts(seen({ description: 'Имя' }))!.description, null)
  const long = cardTexts(seen({ title: 'ы'.repeat(500) }))!.title
  assert.deepEqual([[...long].length, long.endsWith('…')], [140, true])
})

test('a host is written in Cyrillic letters only where no Latin name looks like it', () => {
  assert.equal(shownHost('xn--80aswg.xn--p1ai'), 'сайт.рф')
  assert.equal(shownHost('xn--80ak6aa92e.com'), 'xn--80ak6aa92e.com')
  assert.equal(shownHost('example.com'), 'example.com')
})
