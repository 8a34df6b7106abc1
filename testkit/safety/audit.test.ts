import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TSchema } from 'typebox'
import { administrative, childReads } from '#contract/administrative.ts'
import type { Operation } from '#contract/kit/operation.ts'
import { type OperationId, operations } from '#contract/operations.ts'
import { verifyAudit } from '#server/platform/audit/verify.ts'
import { AUDIT_KEY } from '#server/platform/create-platform.ts'
import { type Client, newId } from '#testkit/client.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { createStage, examples, type Stage } from './examples.ts'

interface Row {
  chain: string
  number: number
  act: string
  actor: string | null
  operator: boolean
}

let world: World
let stage: Stage
before(async () => {
  world = await createWorld()
  stage = await createStage(world)
})
after(() => world[Symbol.asyncDispose]())

const rowsNow = () =>
  world.database.query<Row>(
    'select chain, number, act, actor, operator from platform.audit_entry order by chain, number',
  )

/** Rows that were written while something was done. */
async function written(work: () => Promise<unknown>): Promise<Row[]> {
  const known = new Set((await rowsNow()).map(({ chain, number }) => `${chain}/${number}`))
  await work()
  return (await rowsNow()).filter(({ chain, number }) => !known.has(`${chain}/${number}`))
}

const post = (client: Client, id: OperationId, input: unknown, key = newId()) =>
  client.post(id, JSON.stringify(input), { 'idempotency-key': key })

/** Who acts, as the log has to know him. */
async function subjectOf(client: Client): Promise<string> {
  const { accountId, activeProfileId } = await client.call('sessions.current', {})
  return client.host.startsWith('ops.') ? accountId : activeProfileId!
}

async function pseudonymOf(subjectId: string): Promise<string | undefined> {
  const rows = await world.database.query<{ pseudonym: string }>(
    'select pseudonym from platform.audit_person where subject_id = $1',
    [subjectId],
  )
  return rows[0]?.pseudonym
}

const namedActs = (id: OperationId) =>
  (administrative as Readonly<Record<string, readonly string[] | null>>)[id] ?? null

for (const id of Object.keys(operations) as OperationId[]) {
  const acts = namedActs(id)
  const title = acts === null ? 'writes no act' : `writes one act of ${acts.join(', ')}, by whoever did it`
  test(`[GEN-08/acts] ${id} ${title}`, async () => {
    const example = await examples[id](stage)
    const subject = acts === null ? null : await subjectOf(example.by)
    const refused = await written(async () => {
      if (operations[id].sweep !== 'open' && operations[id].sweep !== 'own') {
        await post(stage.cast.stranger.client, id, example.input)
      }
    })
    assert.deepEqual(refused, [], 'a refused call stands in the log')
    const key = newId()
    const rows = await written(async () => {
      const answer = await post(example.by, id, example.input, key)
      assert.equal(answer.status, 200, answer.text)
    })
    const made = rows.filter(({ act }) => act !== 'child.read')
    if (acts === null) {
      assert.deepEqual(made, [])
      return
    }
    assert.equal(made.length, 1, JSON.stringify(made))
    assert.ok(acts.includes(made[0]!.act), made[0]!.act)
    assert.equal(made[0]!.actor, await pseudonymOf(subject!))
    assert.equal(made[0]!.operator, example.by.host.startsWith('ops.'))
    // The browser has been given to a class, and its leader is signed out of it.
    if ((operations[id] as Operation).repeat !== 'key') return
    const again = await written(() => post(example.by, id, example.input, key))
    assert.deepEqual(again, [], 'a repeat is the same act')
  })
}

/** Properties of answers that tell of a child what not everybody around it knows. */
const TELLING = ['birthDate', 'adults', 'adultName', 'email', 'about']

/** Answers that hold such a property, and why nobody has to be told. */
const HARMLESS: Readonly<Record<string, string>> = {
  'profiles.own': 'of oneself',
  'profiles.rename': 'of oneself',
  'families.own': 'of the own family',
  'oidc.interaction': 'of oneself',
  'roster.rows': 'rows of a file are nobody’s profile, so there is no family that could be told',
  'roster.records': 'somebody of a list has no profile, so there is no family that could be told',
  'queueDigest.get': 'of oneself',
  'queueDigest.set': 'of oneself',
  'details.get': 'of oneself',
  'details.set': 'of oneself',
  'contacts.get': 'what somebody shows of himself, and a pupil shows neither a number nor an address',
  'organisation.get': 'of the organisation',
  'organisation.set': 'of the organisation',
  'organisation.setLogo': 'of the organisation',
  'organisation.removeLogo': 'of the organisation',
  'oidc.chooseProfile': 'of oneself',
  'applications.decide': 'the decision itself stands in the log, with the child',
  'applications.undo': 'the decision itself stands in the log, with the child',
  'families.link': 'the link stands in the log, with the child',
  'families.allow': 'the act stands in the log, with the child',
  'families.removeAdult': 'the act stands in the log, with the child',
  'families.reportAdult': 'the act stands in the log, with the child',
  'families.decideCase': 'the decision stands in the log, with the child',
  'families.recordConsent': 'the act stands in the log, with the child',
  'families.recordWithdrawal': 'the act stands in the log, with the child',
  'emailInvitations.send': 'the act stands in the log; whoever has come already was read in the list before',
  'emailInvitations.revoke': 'the act stands in the log; whoever has come already was read in the list before',
  'tickets.confirm': 'the decision stands in the log, with the member',
  'tickets.refuse': 'the decision stands in the log, with the member',
  'ticketDesk.assign': 'the ticket was read in the list before',
  'ticketDesk.confirm': 'the decision stands in the log, with the member',
  'ticketDesk.handOver': 'the decision stands in the log, with the member',
  'ticketDesk.refuse': 'the decision stands in the log, with the member',
}

function propertiesOf(schema: TSchema): string[] {
  const { properties, items, anyOf } = schema as {
    properties?: Record<string, TSchema>
    items?: TSchema
    anyOf?: TSchema[]
  }
  return [
    ...Object.entries(properties ?? {}).flatMap(([name, inner]) => [name, ...propertiesOf(inner)]),
    ...(items === undefined ? [] : propertiesOf(items)),
    ...(anyOf ?? []).flatMap(propertiesOf),
  ]
}

test('[P17/found] an answer with personal data of children is written down, or harmless for a reason', () => {
  const telling = Object.values(operations)
    .filter(({ output }) => propertiesOf(output).some((name) => TELLING.includes(name)))
    .map(({ id }) => id)
  const unknown = telling.filter((id) => !(id in childReads) && !(id in HARMLESS))
  assert.deepEqual(unknown, [])
  const idle = [...Object.keys(childReads), ...Object.keys(HARMLESS)].filter((id) => !telling.includes(id as never))
  assert.deepEqual(idle, [], 'named for nothing')
})

test('[GEN-08/chains] after everything that people can do the log is whole', async () => {
  const { db, secret, snapshot } = world.app.platform
  const found = await snapshot(async (tx) => verifyAudit(tx, await secret(AUDIT_KEY)))
  assert.deepEqual([found.broken, found.exchanged], [[], null])
  assert.ok(found.rows > 50 && found.ends.length >= 3, JSON.stringify(found.ends))
  const people = await db.selectFrom('platform.audit_person').selectAll().execute()
  const text = JSON.stringify(await world.database.query('select * from platform.audit_entry'))
  for (const { subject_id: id } of people) assert.ok(!text.includes(id), 'the log names somebody by his id')
  const { teacher, director, pupil } = stage.cast
  const told = [teacher, director, pupil].flatMap(({ phone, about }) => [phone, about.surname])
  for (const word of [...told, 'Заявкин']) assert.ok(!text.includes(word), word)
})
