import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { type SchoolOperationId, schoolOperations } from '#contract/school/school-operations.ts'
import type { CookieJar } from '#server/platform/dispatch/bind.ts'
import { newId } from '#testkit/client.ts'
import { type JoinedSchools, joinSchools } from '#testkit/school-linked.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { schoolExamples, TOLD_TO_ALL } from '../../../testkit/safety/school-examples.ts'
import { openDatabase } from '../platform/db/database.ts'
import { inTransaction } from '../platform/db/transaction.ts'
import { createDispatcher, type Dispatcher } from '../platform/dispatch/dispatcher.ts'
import { pgCommandResults } from '../platform/dispatch/idempotency.ts'
import { Refusal } from '../platform/dispatch/refusal.ts'
import { createSchool, type School } from './index.ts'

const ROLE = `school_apart_${process.pid}`
const noCookies: CookieJar = {
  session: () => undefined,
  device: () => undefined,
  classDevice: () => undefined,
  guest: () => undefined,
}

let world: World
let schools: JoinedSchools
let school: School
let dispatcher: Dispatcher
let canRead: (table: string) => Promise<boolean>
const resources = new AsyncDisposableStack()
before(async () => {
  world = resources.use(await createWorld({ environment: { PARTA_ROLES: 'web,school' } }))
  schools = resources.use(await joinSchools(world))
  const { query } = world.database
  await query(`create role ${ROLE}`)
  resources.defer(async () => {
    await query(`drop owned by ${ROLE}`)
    await query(`drop role ${ROLE}`)
  })
  await query(`grant usage on schema school, platform to ${ROLE}`)
  await query(`grant select, insert, update, delete on all tables in schema school to ${ROLE}`)
  await query(`grant select, insert, update on platform.command_result to ${ROLE}`)
  await query(`grant select on platform.audit_entry, platform.audit_person to ${ROLE}`)
  const url = new URL(world.database.url)
  url.searchParams.set('options', `-c role=${ROLE}`)
  const { db } = resources.use(openDatabase(url.href, 4, world.app.platform.log))
  const { platform } = world.app
  const { clock, log } = platform
  const transaction: typeof platform.transaction = (work) =>
    inTransaction((execute) => db.transaction().execute(execute), { clock, onFailure: () => undefined }, work)
  const jobs = { ...platform.jobs, declare: () => undefined }
  const snapshot: typeof platform.snapshot = (work) => db.transaction().execute(work)
  school = createSchool(
    { ...platform, db, transaction, snapshot, jobs },
    {
      messengerUrl: () => world.app.hosts.url('main'),
      ownUrl: () => world.app.hosts.url('school'),
      send: (address, init) => fetch(address, init),
    },
  )
  const none = async () => undefined
  dispatcher = createDispatcher(
    school.bindings,
    {
      ...{ db, transaction, clock, log, results: pgCommandResults, strictOutput: true },
      ...{
        keptOf: (output) => output,
        limit: none,
        checkFactor: none,
        checkSuspension: none,
        observe: () => undefined,
      },
    },
    schoolOperations,
  )
  canRead = async (table) => {
    const found = await sql`select count(*) from ${sql.raw(table)}`.execute(db).catch((error: Error) => error)
    if (found instanceof Error) assert.match(found.message, /permission denied/)
    return !(found instanceof Error)
  }
})
after(() => resources.disposeAsync())

/** Without a connection nothing is told, and whoever has another password or has left prepares no example any more. */
const LAST: readonly SchoolOperationId[] = ['connection.clear', 'desk.changePassword', 'desk.signOut']
const ids = (Object.keys(schoolOperations) as SchoolOperationId[]).filter((id) => id !== 'connection.set')

async function carryOut(wanted: readonly SchoolOperationId[]): Promise<void> {
  const { stage, head } = schools
  const { accountId } = await head.call('desk.open', {})
  const [session] = await world.database.query<{ id: string }>('select id from school.session where account_id = $1', [
    accountId,
  ])
  const viewer = { sessionId: session!.id, accountId, operator: false, profileId: null }
  const origin = { surface: 'school', network: '127.0.0.1', device: 'Chrome, Windows', deviceToken: null } as const
  for (const id of wanted) {
    const input = id === 'desk.signOut' ? {} : await schoolExamples[id](stage)
    const call = { id, input, key: newId(), viewer, endedSession: null, origin, cookies: noCookies, requestId: newId() }
    await dispatcher.dispatch(call).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.code !== TOLD_TO_ALL[id]) throw error
    })
  }
}

test('[GEN-09/apart] every operation of the electronic school works with a database in which there is nothing but its own', async () => {
  for (const table of ['messenger.chat', 'identity.person', 'communities.community', 'connector.fact']) {
    assert.equal(await canRead(table), false, table)
  }
  assert.ok(await canRead('school.person'))
  await carryOut(ids.filter((id) => !LAST.includes(id)))
})

test('[GEN-09/told] with nothing but its own tables it tells the messenger everything, by the API that every system has', async () => {
  await school.rounds.run()
  const [{ untold, trouble, facts }] = (await world.database.query<{ untold: number; trouble: string; facts: number }>(
    `select c.trouble, count(f.*)::int as facts, (count(*) filter (where f.told_revision < f.revision))::int as untold
     from school.connection c join school.fact f using (organisation_id) group by c.trouble`,
  )) as [{ untold: number; trouble: string | null; facts: number }]
  assert.deepEqual([untold, trouble], [0, null])
  const [{ known }] = (await world.database.query('select count(*)::int as known from connector.fact')) as [
    { known: number },
  ]
  assert.equal(known, facts)
  await carryOut(LAST)
  assert.deepEqual(await world.database.query('select from school.connection'), [])
})
