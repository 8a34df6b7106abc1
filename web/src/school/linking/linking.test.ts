import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAnswer } from './linking.ts'

test('[ESL-03/answer] a sign-in that comes back is told from every other address, and from one that was given up', () => {
  assert.equal(readAnswer({ pathname: '/', search: '?code=a&state=b' }), null)
  assert.deepEqual(readAnswer({ pathname: '/linked', search: '?code=a&state=b&iss=c' }), { code: 'a', state: 'b' })
  assert.equal(readAnswer({ pathname: '/linked', search: '?error=access_denied&state=b' }), 'declined')
  assert.equal(readAnswer({ pathname: '/linked', search: '' }), 'declined')
})
