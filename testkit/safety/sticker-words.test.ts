import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OWN_PACKS } from '#server/messenger/stickers/own-packs.ts'
import { OWN_WORDS } from '#web/messenger/stickers/own-words.en.ts'

test('[MSG-06/english] every sticker that comes with the product has words in English, and every pack a name, of their own', () => {
  const numbers = OWN_PACKS.map((_, at) => String(at + 1))
  assert.deepEqual(Object.keys(OWN_WORDS), numbers)
  for (const [at, { words }] of OWN_PACKS.entries()) {
    const own = OWN_WORDS[numbers[at]!]!
    assert.equal(own.length, Object.keys(words).length + 1)
    for (const said of own) assert.match(said, /^[A-Z][a-zA-Z ,:]+$/)
  }
  const all = Object.values(OWN_WORDS).flat()
  assert.equal(new Set(all).size, all.length)
})
