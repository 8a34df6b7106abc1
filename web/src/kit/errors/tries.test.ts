import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ru as cards } from './pages/cards.ru.ts'
import { ru as signin } from './pages/signin.ru.ts'
import type { Sentence } from './sentence.ts'

const say = (sentence: Sentence, triesLeft: number): string =>
  (typeof sentence === 'string' ? sentence : sentence({ triesLeft })).replaceAll('\u00a0', ' ')

test('how many tries are left is said as people say it', () => {
  for (const [sentence, before] of [
    [signin['signin.codeWrong'], 'Код не подошёл.'],
    [cards['card.symbolsWrong'], 'Картинки не подошли.'],
  ] as const) {
    assert.equal(say(sentence, 1), `${before} Осталась 1 попытка.`)
    assert.equal(say(sentence, 4), `${before} Осталось 4 попытки.`)
    assert.equal(say(sentence, 5), `${before} Осталось 5 попыток.`)
  }
})
