import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import type { ErrorCode } from '#contract/errors.ts'
import { en } from './errors.en.ts'
import { ru } from './errors.ru.ts'
import type { Sentence } from './sentence.ts'

/** Refusals of different operations for the very same reason, with the very same way out. */
const SAME: readonly (readonly string[])[] = [
  ['key.missing', 'request.invalid', 'request.malformed'],
  ['quiet.hoursWrong', 'quietRules.hoursWrong'],
  ['application.reasonMissing', 'request.reasonMissing'],
  ['organisation.innInvalid', 'request.innInvalid'],
  ['profile.nameInvalid', 'signin.nameInvalid'],
]

async function sentencesIn(language: 'ru' | 'en'): Promise<Map<string, Set<string>>> {
  const told = new Map<string, Set<string>>()
  const take = (all: Partial<Record<ErrorCode, Sentence>>) => {
    for (const [code, sentence] of Object.entries(all)) {
      const text = typeof sentence === 'string' ? sentence : sentence({})
      told.set(text, (told.get(text) ?? new Set()).add(code))
    }
  }
  take({ ru, en }[language])
  for (const name of await readdir(new URL('./pages/', import.meta.url))) {
    if (/\.(ru|en)\.ts$/.test(name)) continue
    const page = (await import(`./pages/${name}`)) as Record<string, Record<'ru' | 'en', typeof ru>>
    for (const sentences of Object.values(page)) take(sentences[language])
  }
  return told
}

for (const language of ['ru', 'en'] as const) {
  test(`two refusals that differ are told in ${language} by two sentences`, async () => {
    const told = await sentencesIn(language)
    assert.ok(told.size > 300, 'nothing was looked at')
    const alike = [...told].flatMap(([text, codes]) => {
      const same = [...codes].toSorted()
      if (same.length < 2 || SAME.some((group) => same.every((code) => group.includes(code)))) return []
      return [`${same.join(', ')}: ${text}`]
    })
    assert.deepEqual(alike, [])
  })
}
