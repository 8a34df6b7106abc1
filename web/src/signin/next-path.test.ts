import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asksForCard, cardSecretOf, classLinkOf, interactionOf, nextPath } from './next-path.ts'

const ORIGIN = 'https://parta.example'

test('IDN-18 a sign-in goes on to the path that was wanted', () => {
  assert.equal(nextPath('?next=%2Fjoin%2Fabc%3Fx%3D1%23y', ORIGIN), '/join/abc?x=1#y')
})

test('IDN-18 a sign-in never leads to another site', () => {
  for (const evil of [
    '//evil.example/',
    'https://evil.example/',
    '/\\evil.example',
    '\\/evil.example',
    'javascript:1',
  ]) {
    assert.equal(nextPath(`?next=${encodeURIComponent(evil)}`, ORIGIN), '/')
  }
})

test('IDN-18 without a wish, or back to the sign-in itself, it leads to the front page', () => {
  assert.equal(nextPath('', ORIGIN), '/')
  assert.equal(nextPath('?next=%2Fid%2Fx', ORIGIN), '/')
})

test('[IDN-01/next] it leads back to the page behind which an outside system waits, and to no other of its own', () => {
  assert.equal(nextPath('?next=%2Fid%2Finteraction%2Fa-B_9', ORIGIN), '/id/interaction/a-B_9')
  for (const other of ['/id/interaction/', '/id/interaction/a/b', '/id/interaction/../auth', '/id/auth']) {
    assert.equal(nextPath(`?next=${encodeURIComponent(other)}`, ORIGIN), '/')
  }
  assert.equal(interactionOf('/id/interaction/a-B_9'), 'a-B_9')
  assert.equal(interactionOf('/id'), null)
})

test('[P-06/page] the address of a card asks for it everywhere, a tablet of a class also at the sign-in', () => {
  const at = (pathname: string, search = '') => ({ pathname, search })
  assert.equal(asksForCard(at('/id/card'), false), true)
  assert.equal(asksForCard(at('/id'), false), false)
  assert.equal(asksForCard(at('/id', '?next=%2Fim'), true), true)
  assert.equal(asksForCard(at('/id', '?phone'), true), false)
  assert.equal(asksForCard(at('/id/interaction/abc'), true), false)
})

test('[P-06/code] a card is known by its address, by what stands after the hash, and by the code alone', () => {
  const secret = 'Ab_-567890123456789012'
  for (const text of [secret, ` ${secret} `, `#${secret}`, `${ORIGIN}/id/card#${secret}`]) {
    assert.equal(cardSecretOf(text), secret)
  }
  for (const text of ['', secret.slice(1), `${secret}x`, `${ORIGIN}/join/${secret}`, 'солнце']) {
    assert.equal(cardSecretOf(text), null)
  }
})

test('[IDN-17/link] the link of a class is told to the sign-in by the address to come back to', () => {
  const token = 'a_B-9'.padEnd(22, 'x')
  for (const path of [`/join/${token}`, `/join/${token}#apply`])
    assert.equal(classLinkOf(nextPath(`?next=${encodeURIComponent(path)}`, ORIGIN)), token)
  for (const path of ['/', '/join/short', `/join/${token}/more`, `/im/${token}`]) assert.equal(classLinkOf(path), null)
})
