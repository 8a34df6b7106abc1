import assert from 'node:assert/strict'
import { test } from 'node:test'
import { VirtualTime } from '#testkit/simulation/virtual-time.ts'
import type { Connection } from './connection.ts'
import { GROUP_MAX, HEARTBEAT_MS, Heartbeat } from './heartbeat.ts'

/** Sockets that note when they are asked and ended; whoever is deaf says nothing. */
function createScene() {
  const time = new VirtualTime(0)
  const checked: number[] = []
  const heartbeat = new Heartbeat(time.scope(), (connections) => checked.push(connections.length))
  const come = (isDeaf = false) => {
    const asked: number[] = []
    const ended: number[] = []
    const connection = {
      heard: true,
      isAlive: () => connection.heard,
      ws: {
        ping() {
          asked.push(time.now())
          connection.heard = !isDeaf
        },
        terminate() {
          ended.push(time.now())
          heartbeat.remove(connection as unknown as Connection)
        },
      },
    }
    heartbeat.add(connection as unknown as Connection)
    return { asked, ended, leave: () => heartbeat.remove(connection as unknown as Connection) }
  }
  return { time, heartbeat, checked, come }
}

test('every socket is asked once a beat, however many there are, and never more than a group at once', async () => {
  const { time, checked, come } = createScene()
  const sockets: ReturnType<typeof come>[] = []
  for (let i = 0; i < 10; i += 1) {
    for (let j = 0; j < 50; j += 1) sockets.push(come())
    await time.pass(100)
  }
  await time.pass(3 * HEARTBEAT_MS)
  for (const { asked } of sockets) {
    assert.deepEqual([asked.length, asked[1]! - asked[0]!, asked[2]! - asked[1]!], [3, HEARTBEAT_MS, HEARTBEAT_MS])
  }
  const byMoment = Map.groupBy(
    sockets.flatMap(({ asked }) => asked),
    (at) => at,
  )
  assert.equal(byMoment.size, 15, 'five groups, three beats')
  assert.ok(byMoment.values().every((all) => all.length <= GROUP_MAX))
  assert.deepEqual(new Set(checked), new Set([GROUP_MAX]))
})

test('a socket that says nothing is ended with the next beat, and is not asked about its session', async () => {
  const { time, checked, come } = createScene()
  const [deaf, other] = [come(true), come()]
  await time.pass(2 * HEARTBEAT_MS)
  assert.deepEqual([deaf.ended, other.ended], [[2 * HEARTBEAT_MS], []])
  assert.deepEqual(checked, [2, 1])
})

test('nobody is asked who has left, a left place is taken again, and without sockets no timer runs', async () => {
  const { time, heartbeat, come } = createScene()
  const sockets = Array.from({ length: GROUP_MAX }, () => come())
  sockets[0]!.leave()
  await time.pass(1_000)
  const late = come()
  await time.pass(HEARTBEAT_MS)
  assert.deepEqual([sockets[0]!.asked, sockets[1]!.asked, late.asked], [[], [HEARTBEAT_MS], [HEARTBEAT_MS]])
  for (const { leave } of [...sockets, late]) leave()
  const before = time.rung
  await time.pass(10 * HEARTBEAT_MS)
  assert.equal(time.rung, before)
  come()
  heartbeat.close()
  await time.pass(10 * HEARTBEAT_MS)
  assert.equal(time.rung, before)
})
