import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isInn, isKpp } from './tax-numbers.ts'

test('[ORG-02/inn] a number with right check digits is accepted, and no single changed digit is', () => {
  for (const inn of ['7707083893', '500100732259']) {
    assert.equal(isInn(inn), true, inn)
    for (let i = 0; i < inn.length; i += 1) {
      const wrong = `${inn.slice(0, i)}${(Number(inn[i]) + 1) % 10}${inn.slice(i + 1)}`
      assert.equal(isInn(wrong), false, wrong)
    }
  }
})

test('[ORG-02/inn] other lengths and signs are refused', () => {
  for (const inn of ['', '770708389', '77070838933', '77070838 3', '7707083893a']) assert.equal(isInn(inn), false, inn)
})

test('[ORG-02/kpp] nine signs in the form of the tax office', () => {
  assert.equal(isKpp('773601001'), true)
  assert.equal(isKpp('7736AB001'), true)
  for (const kpp of ['77360100', '7736010011', '7736ab001', 'A73601001']) assert.equal(isKpp(kpp), false, kpp)
})
