import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutLookalikes } from './lookalikes.ts'

test('[VER-07/signs] what could pass for the mark is taken out of titles, and nothing else is', () => {
  const lookalikes = [
    ...['🎓', '🎓\uFE0F', '👩\u200D🎓', '👨🏽\u200D🎓', '✓', '✔', '✔️', '✅', '☑', '☑️', '⍻', 'ꪜ', '🗸', '🗹', '√'],
    ...['✪', '❂', '🏵', '🏵️', '💮', '💠', '🔰', '🛡️', '📛', '\uE000', '\u{F0001}', '\u{E0041}', '\u20DD', '\u0489'],
  ]
  for (const sign of lookalikes) {
    const clean = withoutLookalikes(`Школа ${sign}`).trim()
    assert.ok(['Школа', 'Школа 👩', 'Школа 👨🏽'].includes(clean), `${codes(sign)} leaves ${codes(clean)}`)
  }
  for (const title of ['Экскурсия 🚌', '8«Б» ❤️', 'Семья 👨‍👩‍👧', 'Алгебра: √2 и √(x+1)', 'Нью-Йорк — 1️', 'Ёлка ⭐']) {
    assert.equal(withoutLookalikes(title), title)
  }
})

const codes = (text: string) =>
  JSON.stringify(text).replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`)
