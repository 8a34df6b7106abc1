import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SendOrder } from './send-order.ts'

function createScene() {
  const order = new SendOrder()
  const handedOn: string[] = []
  const send = (name: string, look: Promise<void> | null = null, place = 'a') =>
    order.send(place, look === null ? null : () => look, async () => {
      handedOn.push(name)
      return name
    })
  return { handedOn, send }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

test('[MSG-21/sender-order] a message that is looked at first is not overtaken, and others are not held up', async () => {
  const { handedOn, send } = createScene()
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const all = [send('1'), send('2', first.promise), send('3'), send('4', second.promise), send('5')]
  const other = send('of another place', null, 'b')
  second.resolve()
  await settle()
  assert.deepEqual(handedOn, ['1', 'of another place'])
  first.resolve()
  assert.deepEqual(await Promise.all(all), ['1', '2', '3', '4', '5'])
  assert.equal(await other, 'of another place')
  assert.deepEqual(handedOn, ['1', 'of another place', '2', '3', '4', '5'])
  void send('6')
  assert.equal(handedOn.at(-1), '6', 'nothing to wait for')
})

test('[MSG-21/sender-order] a message that is refused lets those behind it pass, after those before it', async () => {
  const { handedOn, send } = createScene()
  const first = Promise.withResolvers<void>()
  const before = send('1', first.promise)
  const refused = send('2', Promise.reject(new Error('no such message')))
  const behind = send('3')
  await assert.rejects(refused, /no such message/)
  await settle()
  assert.deepEqual(handedOn, [])
  first.resolve()
  assert.deepEqual(await Promise.all([before, behind]), ['1', '3'])
  assert.deepEqual(handedOn, ['1', '3'])
})

test('[MSG-21/sender-order] those behind wait until a message is handed on, not until it is answered', async () => {
  const order = new SendOrder()
  const handedOn: string[] = []
  const answered = order.send(
    'a',
    async () => {},
    () => new Promise(() => handedOn.push('never answered')),
  )
  void answered
  await order.send('a', null, async () => handedOn.push('behind it'))
  assert.deepEqual(handedOn, ['never answered', 'behind it'])
})
