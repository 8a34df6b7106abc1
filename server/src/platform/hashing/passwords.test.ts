import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isStrongPassword } from './passwords.ts'

test('[IDN-05/strength] neither the phone nor the e-mail address is a password, in whatever way it is written', () => {
  for (const password of ['+79001234567', '8(900)123-45-67', 'мой 900 123 45 67', '1234567aB']) {
    assert.equal(isStrongPassword(password, '+79001234567'), false, password)
  }
  for (const password of ['rebenok-petrov', 'REBENOK-PETROV@school.test']) {
    assert.equal(isStrongPassword(password, 'rebenok-petrov@school.test'), false, password)
  }
})

test('[IDN-05/strength] a password may have a digit in common with the phone, or none at an address with a hyphen', () => {
  for (const password of ['Собака-9-лает', 'Зимний вечер 2345', 'Лес шумит 1234']) {
    assert.equal(isStrongPassword(password, '+79001234567'), true, password)
  }
  assert.equal(isStrongPassword('Осенний-лес-шумит', 'rebenok-petrov@school.test'), true)
})
