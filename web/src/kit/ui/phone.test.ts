import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caretAfter, formatPhone, isPhoneWhole, phoneDigits } from './phone.ts'

test('IDN-03 a number is understood however it is typed or pasted', () => {
  for (const typed of [
    '9105142783',
    '89105142783',
    '+7 (910) 514-27-83',
    '+789105142783',
    '+7+79105142783',
    '8 910 514 27 83',
  ]) {
    assert.equal(formatPhone(typed), '+7 910 514-27-83', typed)
  }
})

test('IDN-03 numbers of other countries stay what they are', () => {
  assert.equal(formatPhone('+375291234567'), '+375 291 234 567')
  assert.equal(phoneDigits('+1 202 555 0143'), '12025550143')
})

test('IDN-03 a number that is not whole is told from one that is', () => {
  assert.equal(isPhoneWhole('+7 910 514-27-8'), false)
  assert.equal(isPhoneWhole('+7 910 514-27-83'), true)
  assert.equal(isPhoneWhole('+7'), false)
})

test('the caret stays behind the digit that was touched', () => {
  assert.equal(caretAfter('+7 910 514-27-83', 4), 6)
  assert.equal(caretAfter('+7 910', 0), 1)
})
