import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VirtualTime } from '#testkit/simulation/virtual-time.ts'
import { SocketWriter, type Writable } from './socket-writer.ts'

/** Sockets whose writes take so many milliseconds each. */
function createScene(writeMs: number) {
  const time = new VirtualTime(0)
  const scope = time.scope()
  let spent = 0
  const writer = new SocketWriter({ ...scope, now: () => time.now() + spent })
  const rounds: { at: number; pieces: Buffer[] }[] = []
  const socket = () => {
    let pending: Buffer[] = []
    const self: Writable & { push: (frame: Buffer) => void } = {
      push(frame) {
        pending.push(frame)
        if (pending.length === 1) writer.add(self)
      },
      takePending() {
        const frames = pending
        pending = []
        return frames
      },
      write(piece) {
        if (rounds.at(-1)?.at !== time.now()) rounds.push({ at: time.now(), pieces: [] })
        rounds.at(-1)!.pieces.push(piece)
        spent += writeMs
        return true
      },
    }
    return self
  }
  /** The time that writing took has passed for everybody. */
  const pass = async (ms: number) => {
    spent = 0
    await time.pass(ms)
  }
  return { socket, rounds, pass }
}

const frame = (text: string) => Buffer.from(text)

test('what a socket has pending leaves in one piece and in order, and those who hear the same share it', async () => {
  const { socket, rounds, pass } = createScene(0)
  const sockets = [socket(), socket(), socket()]
  const [a, b] = [frame('a'), frame('b')]
  for (const each of sockets) each.push(a)
  for (const each of sockets.slice(0, 2)) each.push(b)
  await pass(0)
  const { pieces } = rounds[0]!
  assert.equal(rounds.length, 1)
  assert.deepEqual(pieces.map(String), ['ab', 'ab', 'a'])
  assert.equal(pieces[0], pieces[1], 'joined once')
  assert.equal(pieces[2], a, 'a lone frame is not copied')
})

test('equally many frames are no sign of the same frames', async () => {
  const { socket, rounds, pass } = createScene(0)
  const sockets = [socket(), socket(), socket()]
  for (const [i, each] of sockets.entries()) {
    each.push(frame('x'))
    each.push(frame(String(i)))
  }
  await pass(0)
  assert.deepEqual(rounds[0]!.pieces.map(String), ['x0', 'x1', 'x2'])
})

test('after a long round the next one comes as much later, so that more leaves together; after a short one at once', async () => {
  const { socket, rounds, pass } = createScene(2)
  const sockets = [socket(), socket()]
  for (const each of sockets) each.push(frame('1'))
  await pass(1)
  for (const each of sockets) each.push(frame('2'))
  await pass(1)
  for (const each of sockets) each.push(frame('3'))
  await pass(20)
  assert.deepEqual(
    rounds.map(({ pieces }) => pieces.map(String)),
    [
      ['1', '1'],
      ['23', '23'],
    ],
  )
  assert.ok(rounds[1]!.at >= 4, `the second round came at ${rounds[1]!.at} ms`)
  sockets[0]!.push(frame('4'))
  await pass(0)
  assert.equal(String(rounds.at(-1)!.pieces[0]), '4')
})

test('however long a round took, nobody waits longer than a bound', async () => {
  const { socket, rounds, pass } = createScene(500)
  const one = socket()
  one.push(frame('1'))
  await pass(0)
  one.push(frame('2'))
  await pass(508)
  assert.equal(rounds.length, 2)
})
