import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Refusal } from '../dispatch/refusal.ts'
import { HashingPool } from './hashing-pool.ts'
import { hashPassword, passwordFits } from './passwords.ts'

test('a password fits its own hash, in either form of its letters, and nothing else does', async () => {
  const kept = await hashPassword('Бином Ньютона й')
  assert.match(kept, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.equal(await passwordFits(kept, 'Бином Ньютона й'.normalize('NFD')), true)
  assert.equal(await passwordFits(kept, 'Бином Ньютона и'), false)
  assert.equal(await passwordFits(null, 'nobody has this password'), false)
})

test('a hash that is none is told, and the thread goes on', async () => {
  const pool = new HashingPool(1)
  await assert.rejects(pool.run({ password: 'а', kept: 'no hash' }))
  assert.match(String(await pool.run({ password: 'а', kept: null })), /^\$argon2id/)
})

test('more work than threads is done in turn, and too much is refused at once', async () => {
  const pool = new HashingPool(2)
  const asked = Array.from({ length: 500 }, () => pool.run({ password: 'а', kept: 'no hash' }))
  const outcomes = await Promise.allSettled(asked)
  const refused = outcomes.filter(
    ({ status, ...rest }) => status === 'rejected' && 'reason' in rest && rest.reason instanceof Refusal,
  )
  // Two are being worked at, four hundred wait.
  assert.equal(refused.length, 500 - 402)
  await assert.rejects(pool.run({ password: 'а', kept: 'no hash' }), (error) => !(error instanceof Refusal))
})

test('a thread that ends takes only its own job with it', async () => {
  const dying = new URL(
    `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    parentPort.on('message', ({ password }) => password === 'die' ? process.exit(1) : parentPort.postMessage({ done: password }))
  `)}`,
  )
  const pool = new HashingPool(1, dying)
  const [died, ...others] = await Promise.allSettled(
    ['die', 'one', 'two'].map((password) => pool.run({ password, kept: null })),
  )
  assert.equal(died!.status, 'rejected')
  assert.deepEqual(
    others.map((each) => each.status === 'fulfilled' && each.value),
    ['one', 'two'],
  )
})

test('hashing gives way to everything else of the process', {
  skip: process.platform !== 'linux' && 'only Linux has priorities of threads',
}, async () => {
  await hashPassword('whatever it is')
  const nice = (task: string) => {
    const text = readFileSync(`/proc/self/task/${task}/stat`, 'utf8')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[16])
  }
  const values = readdirSync('/proc/self/task').map(nice)
  // 19 is the lowest there is, also for a process that is at it already.
  assert.ok(values.includes(Math.min(nice(String(process.pid)) + 10, 19)), `priorities are ${values.join(' ')}`)
})
