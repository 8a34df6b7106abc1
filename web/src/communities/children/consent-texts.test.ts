import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { CONSENT_TEXT_VERSION } from '#contract/communities/communities.limits.ts'
import { CONSENT_TEXTS } from './consent-texts.ts'

/** What was published; a line is added with a new text and never changed. */
const PUBLISHED: Readonly<Record<number, string>> = {
  1: '51b723ace7c42edda2fdbd22a86c4d5869246a3e38c6ac4c3a21fd4918f6882d',
}

test('[A-04/text] a text that somebody may have agreed to is the one that was published, in both languages', () => {
  const found = Object.entries(CONSENT_TEXTS).map(([version, text]) => [
    version,
    createHash('sha256').update(JSON.stringify(text)).digest('hex'),
  ])
  assert.deepEqual(Object.fromEntries(found), PUBLISHED)
  assert.equal(Math.max(...Object.keys(CONSENT_TEXTS).map(Number)), CONSENT_TEXT_VERSION)
})
