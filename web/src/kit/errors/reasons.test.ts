import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import { type ErrorCode, errors } from '#contract/errors.ts'
import { CHANGED_BY } from '#testkit/reasons.ts'
import { en } from './errors.en.ts'
import { ru } from './errors.ru.ts'
import type { Sentence } from './sentence.ts'

type Sentences = Partial<Record<ErrorCode, Sentence>>

/** Every sentence of the pages and of everywhere, in one language. */
async function allSentences(language: 'ru' | 'en'): Promise<Sentences> {
  const all: Sentences = { ...{ ru, en }[language] }
  for (const name of await readdir(new URL('./pages/', import.meta.url))) {
    if (/\.(ru|en)\.ts$/.test(name)) continue
    const made = (await import(`./pages/${name}`)) as Record<string, Record<'ru' | 'en', Sentences>>
    for (const page of Object.values(made)) Object.assign(all, page[language])
  }
  return all
}

for (const language of ['ru', 'en'] as const) {
  test(`every refusal for want of a right says in ${language} who can change it, or that it is a rule of the platform`, async () => {
    const all = await allSentences(language)
    const silent = Object.entries(errors).flatMap(([code, kind]) => {
      if (kind !== 'forbidden') return []
      const sentence = all[code as ErrorCode]
      const said = typeof sentence === 'function' ? sentence({}) : (sentence ?? '')
      return CHANGED_BY[language].test(said) ? [] : [`${code}: ${said}`]
    })
    assert.deepEqual(silent, [])
  })
}
