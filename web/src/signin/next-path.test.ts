import assert from 'node:assert/strict'
import { test } from 'node:test'
import { interactionOf, nextPath } from './next-path.ts'

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
