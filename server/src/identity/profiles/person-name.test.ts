import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanName } from './person-name.ts'

test('[VER-07/names] nothing that passes for the mark, and no letter that nobody is called by, is in a name', () => {
  const signs = [
    ...[
      '🎓',
      '✓',
      '✔',
      '✅',
      '☑️',
      '√',
      '⭐',
      '✪',
      '🔰',
      '\uE000',
      '\u{F0001}',
      '\u{E0041}',
      '\uFE0F',
      '\u200B',
      '\u200D',
    ],
    ...['\u202E', '\u00AD', '\u2060', '\u3164', '\u20DD', '\u0488', '\u0489', '\uA670', '҂', 'ѵ', 'Ѵ', 'ѳ', 'ꙮ'],
    ...[
      'ǀ',
      'ǃ',
      'ǂ',
      'ʘ',
      'Ⅴ',
      'ⅴ',
      'Ⓐ',
      'ⓐ',
      'ª',
      'º',
      'ᴀ',
      'ᵛ',
      'ﬁ',
      'Ａ',
      'ꜝ',
      'Ꞌ',
      '1',
      '_',
      '@',
      '(',
      '·',
      'ʼ\u0301',
    ],
  ]
  for (const sign of signs) {
    const code = [...sign].map((char) => `U+${char.codePointAt(0)!.toString(16)}`).join(' ')
    assert.equal(cleanName(`Анна${sign}`, false), null, code)
    assert.equal(cleanName(`Anna ${sign}`, false), null, code)
    assert.equal(cleanName(sign, false), null, code)
  }
  assert.equal(cleanName('А\u0301\u0308\u0306нна', false), null, 'a tower of accents')
  assert.equal(cleanName('Аnna', false), null, 'two alphabets in a word')
  assert.equal(cleanName('Анна'.repeat(60), false), null, 'too long')
})

test('[VER-07/people] people are called as they are, in one form', () => {
  const names = [
    ...['Анна', 'Ёлкин', 'Салтыков-Щедрин', 'Мухаммед Али оглы', 'Қасымұлы', 'Әлиев', 'Ґжицький', 'Ӯйбат', 'Хӏажи'],
    ...[
      "O'Brien",
      'D’Arc',
      'Nguyễn Thị Hằng',
      'Müller',
      'Šimůnek',
      'Əliyev',
      'Ștefănescu',
      'Łódź',
      'Mc. Donald',
      'Ма\u0301рия',
    ],
  ]
  for (const name of names) assert.equal(cleanName(name, false), name.normalize('NFC'), name)
  assert.equal(cleanName('  Артём'.normalize('NFD').concat('  Андреевич '), false), 'Артём Андреевич')
  assert.equal(cleanName('', true), '')
})
