import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { AUDIT_KEY } from '../create-platform.ts'
import { pseudonymFor } from './audit.ts'
import { hashOfRow } from './canonical.ts'
import { recordAct } from './record.ts'
import { type Anchor, verifyAudit } from './verify.ts'

let world: World
let cast: Cast
let chain: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  chain = cast.school.communityId
})
after(() => world[Symbol.asyncDispose]())

const query = <Row extends object>(text: string, values?: unknown[]) => world.database.query<Row>(text, values)

async function verify(anchors: readonly Anchor[] = []) {
  const { secret, snapshot } = world.app.platform
  const key = await secret(AUDIT_KEY)
  return snapshot((tx) => verifyAudit(tx, key, anchors))
}

/** As somebody who rules the database: what the triggers forbid is done all the same. */
async function tamper(text: string, values: unknown[] = []): Promise<void> {
  await query('alter table platform.audit_entry disable trigger user')
  try {
    await query(text, values)
  } finally {
    await query('alter table platform.audit_entry enable trigger user')
  }
}

let kept: object[] = []
let heads: object[] = []
/** Every test finds the chain whole, and what the one before it has broken is put back. */
beforeEach(async () => {
  if (kept.length > 0) {
    await tamper('delete from platform.audit_entry')
    await tamper(
      'insert into platform.audit_entry select * from jsonb_populate_recordset(null::platform.audit_entry, $1)',
      [JSON.stringify(kept.map((row) => (row as { r: object }).r))],
    )
    await query('delete from platform.audit_head')
    await query(
      'insert into platform.audit_head select * from jsonb_populate_recordset(null::platform.audit_head, $1)',
      [JSON.stringify(heads.map((row) => (row as { r: object }).r))],
    )
  }
  kept = await query('select to_jsonb(e) as r from platform.audit_entry e')
  heads = await query('select to_jsonb(h) as r from platform.audit_head h')
  const found = await verify()
  assert.deepEqual([found.broken, found.exchanged], [[], null])
})

test('[GEN-08/only-added] the database refuses to change a row, to delete one, and to empty the log', async () => {
  const texts = [
    `update platform.audit_entry set act = 'unit.renamed'`,
    'delete from platform.audit_entry',
    'truncate platform.audit_entry',
  ]
  for (const text of texts) await assert.rejects(query(text), /only added to/)
  const grants = await query<{ privilege_type: string }>(
    `select privilege_type from information_schema.role_table_grants
     where table_schema = 'platform' and table_name = 'audit_entry' and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')`,
  )
  assert.deepEqual(grants, [])
})

test('[GEN-08/tamper-change] a row of which anything is changed is found, whatever it is', async () => {
  const changes = [
    `act = 'unit.archived'`,
    `actor = 'AAAAAAAAAAAAAAAAAAAAAA'`,
    'operator = not operator',
    `at = at + interval '1 microsecond'`,
    `objects = '[]'`,
    `people = '{AAAAAAAAAAAAAAAAAAAAAA}'`,
    `before = '{"name":"иначе"}'`,
    `after = '{"name":"иначе"}'`,
  ]
  for (const change of changes) {
    const [before] = await query<{ r: object }>(
      'select to_jsonb(e) as r from platform.audit_entry e where chain = $1 and number = 2',
      [chain],
    )
    await tamper(`update platform.audit_entry set ${change} where chain = $1 and number = 2`, [chain])
    assert.deepEqual((await verify()).broken, [{ chain, number: 2, damage: 'changed' }], change)
    await tamper('delete from platform.audit_entry where chain = $1 and number = 2', [chain])
    await tamper(
      'insert into platform.audit_entry select * from jsonb_populate_record(null::platform.audit_entry, $1)',
      [JSON.stringify(before!.r)],
    )
    assert.deepEqual((await verify()).broken, [])
  }
})

test('[GEN-08/tamper-hash] a changed row whose hash was made anew is found at the next one', async () => {
  await tamper(
    `update platform.audit_entry set act = 'unit.archived', hash = sha256(convert_to(act, 'UTF8')) where chain = $1 and number = 2`,
    [chain],
  )
  assert.deepEqual((await verify()).broken, [{ chain, number: 2, damage: 'changed' }])
  const row = (await world.app.platform.audit.list(world.app.platform.db, { ...ALL, chain })).find(
    ({ number }) => number === 2,
  )!
  await tamper('update platform.audit_entry set hash = $2 where chain = $1 and number = 2', [chain, hashOfRow(row)])
  assert.deepEqual((await verify()).broken, [{ chain, number: 3, damage: 'unlinked' }])
})

const ALL = { acts: null, pseudonym: null, about: null, from: null, to: null, after: null, limit: 1_000 }

test('[GEN-08/tamper-delete] a row that is gone is found, in the middle and at the end', async () => {
  await tamper('delete from platform.audit_entry where chain = $1 and number = 3', [chain])
  assert.deepEqual((await verify()).broken, [{ chain, number: 3, damage: 'missing' }])
  const [{ last }] = (await query<{ last: number }>(
    'select max(number)::integer as last from platform.audit_entry where chain = $1',
    [cast.kindergarten.communityId],
  )) as [{ last: number }]
  await tamper('delete from platform.audit_entry where chain = $1 and number = $2', [
    cast.kindergarten.communityId,
    last,
  ])
  assert.deepEqual(
    (await verify()).broken.find((row) => row.chain === cast.kindergarten.communityId),
    { chain: cast.kindergarten.communityId, number: last, damage: 'end' },
  )
})

test('[GEN-08/tamper-insert] a row that nobody has written is found, in the middle and at the end', async () => {
  const columns = 'at, act, actor, operator, objects, people, before, after, previous_hash, hash'
  await tamper(
    `insert into platform.audit_entry (chain, number, ${columns})
     select chain, (select max(number) + 1 from platform.audit_entry where chain = $1), ${columns}
     from platform.audit_entry where chain = $1 and number = 2`,
    [chain],
  )
  const [found] = (await verify()).broken
  assert.equal(found?.chain, chain)
  assert.equal(found.damage, 'unlinked')
})

test('[GEN-08/tamper-append] a row that is put on with a right hash is found by the end of the chain', async () => {
  const rows = await world.app.platform.audit.list(world.app.platform.db, { ...ALL, chain })
  const last = rows.reduce((a, b) => (a.number > b.number ? a : b))
  const forged = { ...last, number: last.number + 1, previousHash: last.hash }
  await tamper(
    `insert into platform.audit_entry select chain, number + 1, at, act, actor, operator, objects, people, before, after, hash, $3
     from platform.audit_entry where chain = $1 and number = $2`,
    [chain, last.number, hashOfRow(forged)],
  )
  assert.deepEqual((await verify()).broken, [{ chain, number: last.number + 1, damage: 'end' }])
})

test('[GEN-08/tamper-order] two rows in each other’s places are found', async () => {
  await tamper('update platform.audit_entry set number = -number where chain = $1 and number in (2, 3)', [chain])
  await tamper('update platform.audit_entry set number = 5 + number where chain = $1 and number < 0', [chain])
  assert.deepEqual((await verify()).broken, [{ chain, number: 2, damage: 'unlinked' }])
})

test('[GEN-08/anchors] a chain that was written anew as a whole is found by what was kept of it elsewhere', async () => {
  const { ends } = await verify()
  assert.deepEqual((await verify(ends)).broken, [])
  const anchor = ends.find((end) => end.chain === chain)!
  const rows = await world.app.platform.audit.list(world.app.platform.db, { ...ALL, chain })
  let previousHash: Buffer = Buffer.alloc(32)
  for (const row of rows.toSorted((a, b) => a.number - b.number)) {
    const act = row.number === 2 ? 'unit.archived' : row.act
    const hash = hashOfRow({ ...row, act, previousHash })
    await tamper(
      'update platform.audit_entry set act = $3, previous_hash = $4, hash = $5 where chain = $1 and number = $2',
      [chain, row.number, act, previousHash, hash],
    )
    previousHash = hash
  }
  await query('update platform.audit_head set last_hash = $2 where chain = $1', [chain, previousHash])
  assert.deepEqual((await verify()).broken, [], 'whoever rules the database writes what he wants')
  assert.deepEqual((await verify(ends)).broken, [{ chain, number: anchor.number, damage: 'anchor' }])
})

test('[GEN-08/exchanged] a pseudonym that was led to somebody else is found', async () => {
  const [row] = await query<{ pseudonym: string; subject_id: string }>(
    'select pseudonym, subject_id from platform.audit_person where subject_id = $1',
    [cast.director.profileId],
  )
  await query('update platform.audit_person set subject_id = $2 where pseudonym = $1', [row!.pseudonym, newId()])
  assert.equal((await verify()).exchanged, row!.pseudonym)
  await query('update platform.audit_person set subject_id = $2 where pseudonym = $1', [
    row!.pseudonym,
    row!.subject_id,
  ])
})

test('[GEN-08/form] the hash is made of what the description says', () => {
  const row = {
    chain,
    number: 1,
    atMicros: 1_700_000_000_000_000,
    act: 'unit.created',
    actor: 'AAAAAAAAAAAAAAAAAAAAAA',
    operator: false,
    objects: [{ kind: 'unit', id: chain }] as const,
    people: [],
    before: {},
    after: { name: '5«Б»', grade: 5 },
    previousHash: Buffer.alloc(32),
  }
  const text =
    `["parta-audit-1","${chain}",1,1700000000000000,"unit.created","AAAAAAAAAAAAAAAAAAAAAA",false,` +
    `[{"id":"${chain}","kind":"unit"}],[],{},{"grade":5,"name":"5«Б»"},"${'0'.repeat(64)}"]`
  assert.equal(hashOfRow(row).toString('hex'), createHash('sha256').update(text).digest('hex'))
  const salt = Buffer.alloc(16)
  assert.match(pseudonymFor(Buffer.alloc(32), { kind: 'profile', id: chain }, salt), /^[\w-]{22}$/)
})

test('[GEN-08/with-the-act] an act that comes to nothing leaves no row, and one outside of a transaction is refused', async () => {
  const { db, transaction } = world.app.platform
  const act = { act: 'unit.renamed', communityId: chain, by: { profileId: cast.director.profileId } } as const
  const failing = transaction(async (tx) => {
    recordAct(tx, act)
    throw new Error('no')
  })
  await assert.rejects(failing, /no/)
  const [{ count }] = (await query<{ count: string }>(
    `select count(*) from platform.audit_entry where act = 'unit.renamed'`,
  )) as [{ count: string }]
  assert.equal(Number(count), 0)
  await assert.rejects(
    db.transaction().execute(async (tx) => recordAct(tx, act)),
    /transaction that nobody ends/,
  )
})

test('[GEN-08/at-once] acts of many at once stand in one unbroken chain', async () => {
  const { communityId } = cast.school
  const make = (n: number) =>
    cast.director.client.call('units.create', { id: newId(), communityId, name: `Кружок ${n}` })
  await Promise.all(Array.from({ length: 24 }, (_, n) => make(n)))
  const found = await verify()
  assert.deepEqual(found.broken, [])
  const rows = await world.app.platform.audit.list(world.app.platform.db, { ...ALL, chain, acts: ['unit.created'] })
  assert.equal(rows.filter(({ after: facts }) => String(facts.name).startsWith('Кружок')).length, 24)
})
