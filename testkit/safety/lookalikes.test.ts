import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { errors } from '#contract/errors.ts'
import { type OperationId, operations } from '#contract/operations.ts'
import { newId, readProblem } from '#testkit/client.ts'
import { tablesWith } from '#testkit/tables-with.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { createStage, examples, type Stage } from './examples.ts'

/** A cap as the mark is one, with what joins and dresses it. */
const CAP = '🎓'

/** Words that stand somewhere as a name or right beside one: no sign in them may pass for the mark. */
const NAMES: ReadonlySet<string> = new Set([
  ...['name', 'surname', 'patronymic', 'position', 'title', 'shortName', 'head', 'newName', 'signedBy'],
  ...['administratorSurname', 'administratorName', 'administratorPatronymic', 'region', 'municipality', 'address'],
])

/** Words that are nobody's name, and what is written at length: there everybody sees who says it. */
const OTHERS: ReadonlySet<string> = new Set([
  ...[
    'phone',
    'administratorPhone',
    'orderPhone',
    'email',
    'emails',
    'password',
    'present',
    'code',
    'factorCode',
    'id',
    'transports',
  ],
  ...['redirectUris', 'postLogoutRedirectUris', 'backchannelLogoutUri', 'inn', 'kpp', 'site', 'search', 'cursor'],
  ...['reason', 'description', 'ru', 'en', 'about', 'organisationName', 'fileName', 'text'],
])

/** Names that stand beside no person: those of files, and of passkeys on the own page. */
const BESIDE_NOBODY: ReadonlySet<string> = new Set(['files.file', 'communities.order_scan', 'identity.passkey'])

interface Schema {
  type?: string
  pattern?: string
  const?: unknown
  format?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}

/** Properties of an input in which somebody writes as he likes. */
function wordsOf(schema: Schema, key = ''): string[] {
  const isFree =
    schema.type === 'string' && [schema.pattern, schema.const, schema.format].every((it) => it === undefined)
  return [
    ...(isFree ? [key] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) => wordsOf(each, name)),
    ...(schema.items === undefined ? [] : wordsOf(schema.items, key)),
    ...(schema.anyOf ?? []).flatMap((each) => wordsOf(each, key)),
  ]
}

/** The input with a cap behind every word that is a name. */
function withCaps(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return NAMES.has(key) && value !== '' ? value + CAP : value
  if (Array.isArray(value)) return value.map((each) => withCaps(each, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withCaps(each, name)]))
}

const commands = (Object.keys(operations) as OperationId[]).filter((id) => operations[id].kind === 'command')

let world: World
let stage: Stage
before(async () => {
  world = await createWorld()
  stage = await createStage(world)
})
after(() => world[Symbol.asyncDispose]())

test('[VER-07/words] of every word that somebody may write it is known whether it is a name', () => {
  const unknown = commands.flatMap((id) =>
    wordsOf(operations[id].input as Schema).flatMap((key) =>
      NAMES.has(key) || OTHERS.has(key) ? [] : [`${id} ${key}`],
    ),
  )
  assert.deepEqual(unknown, [])
})

test('[VER-07/every-name] no name that anybody chooses holds a sign that passes for the mark: it is taken out, or refused with a sentence', async () => {
  let planted = 0
  let cleaned = 0
  for (const id of commands) {
    if (!wordsOf(operations[id].input as Schema).some((key) => NAMES.has(key))) continue
    const { by, input } = await examples[id](stage)
    const dressed = withCaps(input)
    if (JSON.stringify(dressed) === JSON.stringify(input)) continue
    planted += 1
    const answer = await by.post(id, JSON.stringify(dressed), { 'idempotency-key': newId() })
    if (answer.status === 200) cleaned += 1
    else {
      const { code } = readProblem(id, answer)
      assert.equal(errors[code as keyof typeof errors], 'invalid', `${id} refuses a name with ${code}`)
    }
    const kept = (await tablesWith(world.database, CAP)).filter((table) => !BESIDE_NOBODY.has(table))
    assert.deepEqual(kept, [], `${id} keeps the sign`)
  }
  assert.ok(planted >= 15 && cleaned >= 5, `${planted} planted, ${cleaned} cleaned: the rest would prove nothing`)
})
