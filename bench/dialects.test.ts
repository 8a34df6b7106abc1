import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { checkClean, Generator } from './lib/generator.ts'
import { compileTools, findCompiler } from './lib/native.ts'
import { chatId } from './lib/seed.ts'
import { centrifugo } from './peers/centrifugo.ts'
import { type Fault, startCentrifugoDouble, startXmppDouble } from './peers/doubles.ts'

const skip = (await findCompiler()) === null ? 'there is no C compiler on this machine' : false
const TEXT = 'Слова, слова'
const PEOPLE = 5
/** One delivery of 64 is read to its text. */
const MESSAGES = 40

let folder: string
let load: string

before(async () => {
  if (skip !== false) return
  folder = await makeTemporaryFolder('parta-dialects-')
  load = (await compileTools(folder)).load
})
after(async () => {
  if (skip === false) await rm(folder, { recursive: true, force: true })
})

const DOUBLES = { centrifugo: startCentrifugoDouble, xmpp: startXmppDouble }
const room = {
  text: TEXT,
  chatIds: [chatId(0), chatId(1)],
  sockets: Array.from({ length: PEOPLE }, () => ({ token: '-', chats: [0, 1].map((chat) => ({ chat, held: null })) })),
}
const plans = { centrifugo: centrifugo.plan(room), xmpp: room }

/** The members of the room at a server. */
async function join(dialect: keyof typeof DOUBLES, server: { port: number }, name: string): Promise<Generator> {
  const file = path.join(folder, `plan-${dialect}-${name}`)
  const plan = plans[dialect]
  const generator = await Generator.start({ program: load, port: server.port, kind: dialect, plan, file, core: null })
  await generator.open({ ms: 5_000 }, plan.sockets.length)
  return generator
}

/** Sends messages into one room through a double with that fault. */
async function run(dialect: keyof typeof DOUBLES, fault: Fault) {
  await using double = await DOUBLES[dialect](fault)
  await using generator = await join(dialect, double, fault ?? 'none')
  return { ran: await generator.run({ w: 3, count: MESSAGES, chats: 1, ms: 2_000 }), seen: double.seen }
}

test('publishers come back when the server has ended their unused connections', { skip }, async () => {
  await using double = await startCentrifugoDouble(null)
  await using generator = await join('centrifugo', double, 'idle')
  for (let i = 0; i < 3; i++) {
    const ran = checkClean(await generator.run({ w: 16, count: MESSAGES, chats: 1, ms: 2_000 }))
    assert.equal(ran.sent, MESSAGES)
    double.closeIdleConnections()
    await setTimeout(100)
  }
  assert.equal(double.seen.published, 3 * MESSAGES)
})

const FAULTS = {
  lose: ['lost', 'gaps'],
  double: ['doubled'],
  swap: ['gaps', 'doubled'],
  alter: ['wrong'],
  refuse: ['failed'],
} as const

for (const dialect of ['centrifugo', 'xmpp'] as const) {
  describe(dialect, { skip, concurrency: true }, () => {
    test('every delivery of an honest server is counted once, in order and with its text', async () => {
      const { ran, seen } = await run(dialect, null)
      checkClean(ran)
      assert.equal(ran.sent, MESSAGES)
      assert.equal(seen.published, MESSAGES)
      assert.equal(ran.deliveries, MESSAGES * PEOPLE)
      assert.equal(
        ran.delivery.reduce((sum, [, number]) => sum + number, 0),
        MESSAGES * PEOPLE,
      )
      assert.equal(ran.acked, dialect === 'centrifugo' ? MESSAGES : 0)
      if ('pongs' in seen) assert.ok(seen.pongs > 0, 'nobody answered a ping')
      if ('history' in seen) assert.equal(seen.history, 2 * PEOPLE)
    })

    // A room of XMPP refuses nothing that its members may send.
    const faults = dialect === 'centrifugo' ? FAULTS : { ...FAULTS, refuse: [] }
    for (const [fault, names] of Object.entries(faults).filter(([, list]) => list.length > 0)) {
      test(`a server that would ${fault} a message is seen by ${names.join(' and ')}`, async () => {
        const { ran } = await run(dialect, fault as keyof typeof FAULTS)
        for (const name of names) assert.throws(() => checkClean(ran), new RegExp(`"${name}":[1-9]`))
      })
    }
  })
}
