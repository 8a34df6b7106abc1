import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { recordAct } from '#server/platform/audit/record.ts'
import { type Cluster, startCluster } from '#server/platform/db/cluster/cluster.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId, newPhone, signIn } from '#testkit/people.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'
import { createWorld, type World } from '#testkit/world.ts'

const APPLICANTS = 500
const ACTS = 400
const AT_ONCE = 8
/** Share of a decision that its row may take. */
const SHARE_MAX = 0.1

let directory: string
let cluster: Cluster
let world: World
let cast: Cast
/** A database that writes to the disk what it has committed, since that is what everybody waits for. */
before(async () => {
  directory = await makeTemporaryFolder('parta-contention-')
  cluster = await startCluster({ directory, log: () => undefined })
  await cluster.createDatabase('contention')
  const url = cluster.urlFor('contention')
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const query = async <Row extends object>(text: string, values?: unknown[]) =>
    (await pool.query<Row>(text, values)).rows
  world = await createWorld({ database: { url, query, [Symbol.asyncDispose]: () => pool.end() } })
  cast = await createCast(world)
})
after(async () => {
  await world[Symbol.asyncDispose]()
  await world.database[Symbol.asyncDispose]()
  await cluster.stop()
  await rm(directory, { recursive: true, force: true })
})

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

test('[GEN-08/bulk] the row of five hundred approvals takes a small part of their time', async () => {
  const { communityId } = cast.school
  const link = await cast.director.client.call('links.create', { id: newId(), unitId: cast.classId, role: 'pupil' })
  const ids: string[] = []
  const people: string[] = []
  for (let n = 0; n < APPLICANTS; n += 1) {
    const person = await signIn(world, newPhone(), { surname: 'Заявкин', name: 'Олег', birthDate: '2011-01-01' })
    const id = newId()
    await person.client.call('applications.submit', { id, token: link.token })
    ids.push(id)
    people.push(person.profileId)
  }
  const decision = await timed(() =>
    cast.director.client.call('applications.decide', { communityId, ids, decision: 'approve' }),
  )
  const objects = ids.map((id) => ({ kind: 'application', id }) as const)
  const by = { profileId: cast.director.profileId }
  // The same row again, alone: everybody has his pseudonym by now, so people whom nobody knows yet are measured besides.
  await world.database.query('delete from platform.audit_person where subject_id = any($1)', [people])
  const row = await timed(() =>
    world.app.platform.transaction(async (tx) =>
      recordAct(tx, { act: 'application.approved', communityId, by, objects, people }),
    ),
  )
  process.stdout.write(
    `[gate] audit: ${APPLICANTS} approvals by one call ${decision.toFixed(0)} ms, their row ${row.toFixed(0)} ms of it\n`,
  )
  assert.ok(row < decision * SHARE_MAX, `${row} ms of ${decision} ms`)
})

test('[GEN-08/chains-apart] organisations do not wait for each other’s rows', async () => {
  const acts = (chains: readonly string[]) => {
    let next = 0
    const worker = async () => {
      for (let n = next++; n < ACTS; n = next++) {
        const communityId = chains[n % chains.length]!
        const by = { profileId: cast.director.profileId }
        await world.app.platform.transaction(async (tx) => recordAct(tx, { act: 'unit.created', communityId, by }))
      }
    }
    return timed(() => Promise.all(Array.from({ length: AT_ONCE }, worker)))
  }
  const one = await acts([newId()])
  const many = await acts(Array.from({ length: AT_ONCE }, newId))
  const perSecond = (ms: number) => ((ACTS / ms) * 1_000).toFixed(0)
  process.stdout.write(
    `[gate] audit: ${AT_ONCE} at once write ${perSecond(one)} acts a second into one chain, ${perSecond(many)} into ${AT_ONCE}\n`,
  )
  assert.ok(many < one, `${many} ms, ${one} ms`)
})
