import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gather } from './gather.ts'

function questions(most: number, atOnce?: number) {
  const asked: string[][] = []
  const answers: PromiseWithResolvers<ReadonlyMap<string, string>>[] = []
  const ask = gather<string, string>(
    (keys) => {
      asked.push([...keys])
      answers.push(Promise.withResolvers())
      return answers.at(-1)!.promise
    },
    most,
    atOnce,
  )
  const settle = async () => {
    for (let i = 0; i < 10; i += 1) await null
  }
  const answer = async () => {
    const keys = asked[answers.length - 1]!
    answers.at(-1)!.resolve(new Map(keys.filter((key) => key !== 'unknown').map((key) => [key, `${key}!`])))
    await settle()
  }
  return { ask, asked, answers, answer, settle }
}

test('what comes while a question is on its way is asked together, each key once and never too many', async () => {
  const { ask, asked, answer, settle } = questions(2)
  const all = Promise.all([ask('a'), ask('a'), ask('b'), ask('unknown')])
  await settle()
  assert.deepEqual(asked, [['a']])
  const late = ask('c')
  await answer()
  await answer()
  await answer()
  assert.deepEqual(asked, [['a'], ['b', 'unknown'], ['c']])
  assert.deepEqual(await all, ['a!', 'a!', 'b!', undefined])
  assert.equal(await late, 'c!')
})

test('a failure is told to those who asked, and the next are answered', async () => {
  const { ask, answers, answer, settle } = questions(8)
  const failed = Promise.allSettled([ask('a'), ask('b')])
  await settle()
  const next = ask('c')
  answers[0]!.reject(new Error('away'))
  assert.deepEqual(
    (await failed).map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  await settle()
  await answer()
  assert.equal(await next, 'c!')
})

test('a question after a pause is asked at once', async () => {
  const { ask, asked, answer, settle } = questions(8)
  const first = ask('a')
  await settle()
  await answer()
  await first
  void ask('b')
  await settle()
  assert.deepEqual(asked, [['a'], ['b']])
})

test('as many questions as are allowed are on their way at once', async () => {
  const { ask, asked, answers, answer, settle } = questions(8, 2)
  const all = ['a', 'b', 'c', 'd'].map(async (key) => {
    await settle()
    return ask(key)
  })
  void ask('first')
  await settle()
  await settle()
  assert.deepEqual(asked, [['first'], ['a', 'b', 'c', 'd']])
  const late = ask('late')
  await settle()
  assert.equal(asked.length, 2)
  answers[0]!.resolve(new Map())
  await settle()
  assert.deepEqual(asked[2], ['late'])
  await answer()
  assert.equal(await late, 'late!')
  answers[1]!.reject(new Error('away'))
  assert.deepEqual(new Set((await Promise.allSettled(all)).map(({ status }) => status)), new Set(['rejected']))
})
