import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { splitWritten } from './split-written.ts'

const plain = (text: string) => ({ text, mentions: [] })
const texts = (text: string, max: number) => splitWritten(plain(text), max).map((part) => part.text)

test('[MSG-01/split] a long text is cut behind paragraphs, lines, sentences and words, in this order', () => {
  assert.deepEqual(texts('коротко', 10), ['коротко'])
  assert.deepEqual(texts('Раз два.\n\nТри четыре', 14), ['Раз два.', 'Три четыре'])
  assert.deepEqual(texts('Раз два\nтри четыре', 14), ['Раз два', 'три четыре'])
  assert.deepEqual(texts('Раз, два. Три', 11), ['Раз, два.', 'Три'])
  assert.deepEqual(texts('Он сказал: «Да!» И ушёл', 18), ['Он сказал: «Да!»', 'И ушёл'])
  assert.deepEqual(texts('раз два три', 8), ['раз два', 'три'])
  assert.deepEqual(texts('а\nбвгдежз', 6), ['а\nбвгд', 'ежз'], 'a part of one letter is no part')
})

test('[MSG-01/split] neither a character nor a name is cut in two', () => {
  assert.deepEqual(texts('👍👍👍', 2), ['👍👍', '👍'])
  assert.deepEqual(texts('аа👩‍👩‍👧‍👧бб', 8), ['аа', '👩‍👩‍👧‍👧б', 'б'])
  const text = 'Спросите @Анна Петрова завтра'
  const mentions = [{ profileId: 'p', from: 9, length: 13 }]
  assert.deepEqual(splitWritten({ text, mentions }, 16), [
    { text: 'Спросите', mentions: [] },
    { text: '@Анна Петрова', mentions: [{ profileId: 'p', from: 0, length: 13 }] },
    { text: 'завтра', mentions: [] },
  ])
})

test('[MSG-01/split] parts of any text fit, hold all of it in its order, and end', () => {
  const words = fc.array(
    fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constantFrom('\n', '\n\n', '. ', ' ')),
  )
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 40 }), (pieces, max) => {
      const text = pieces.join('')
      const parts = texts(text, max)
      for (const part of parts) assert.ok(part !== '' && [...part].length <= max)
      assert.equal(parts.join('').replaceAll(/\s/g, ''), text.replaceAll(/\s/g, ''))
    }),
  )
})
