import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { errors } from '#contract/errors.ts'
import { type OperationId, operations } from '#contract/operations.ts'
import { newId, readProblem } from '#testkit/client.ts'
import { tablesWith } from '#testkit/tables-with.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { readTree } from '../tidy/source-files.ts'
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
    'comment',
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
    'type',
    'personId',
    'personToken',
  ],
  ...[
    'redirectUris',
    'postLogoutRedirectUris',
    'backchannelLogoutUri',
    'noticeUri',
    'inn',
    'kpp',
    'site',
    'search',
    'cursor',
  ],
  ...[
    'reason',
    'description',
    'ru',
    'en',
    'about',
    'organisationName',
    'fileName',
    'text',
    'question',
    'options',
    'words',
    'answer',
    'note',
  ],
])

/** Names that stand beside no person: those of files, and of passkeys on the own page. */
const BESIDE_NOBODY: ReadonlySet<string> = new Set([
  'files.file',
  'communities.order_scan',
  'identity.passkey',
  'messenger.folders',
])

/** Names that nobody but whoever gives them reads: those of his folders. */
const FOR_ONESELF: ReadonlySet<OperationId> = new Set(['folders.set'])

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
    if (FOR_ONESELF.has(id) || !wordsOf(operations[id].input as Schema).some((key) => NAMES.has(key))) continue
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

/** All properties that an input has anywhere. */
function propertiesOf(schema: Schema): string[] {
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) => [name, ...propertiesOf(each)]),
    ...(schema.items === undefined ? [] : propertiesOf(schema.items)),
    ...(schema.anyOf ?? []).flatMap(propertiesOf),
  ]
}

/** The cap of the mark as it is drawn. */
const DRAWN = 'M7.5 2.6.9 5.4'
/** A mark behind a condition that is an attribute of a card, or of a title that was made of one. */
const GUARDED = /\{(?:(?:person|contact|author|title)\.)?(?:staff|verified) && <VerifiedMark \/>\}/g

test('[VER-07] the mark is drawn in one place, from an attribute that the server computes of roles and nobody sends', async () => {
  const pages = readTree().filter(({ path }) => /^web\/src\/.*\.(tsx?|css)$/.test(path) && !path.includes('.test.'))
  assert.deepEqual(
    pages.filter(({ text }) => text.includes(DRAWN)).map(({ path }) => path),
    ['web/src/kit/ui/VerifiedMark.tsx'],
  )
  const uses = pages.flatMap(({ path, text }) => {
    const guarded = text.match(GUARDED)?.length ?? 0
    return (text.match(/<VerifiedMark\b/g)?.length ?? 0) === guarded
      ? Array<string>(guarded).fill(path)
      : [`${path}: bare`]
  })
  assert.ok(uses.length >= 10 && uses.every((path) => !path.endsWith('bare')), uses.join(', '))
  // What pictures of people, files and words are drawn by knows no mark.
  for (const path of uses) assert.doesNotMatch(path, /Avatar|Photo|Picture|Text|Attachment/)
  const people = pages.find(({ path }) => path === 'web/src/messenger/view/people.ts')!.text
  const said = [...people.matchAll(/verified: (?!boolean)([^,}]+)/g)].map((match) => match[1]!.trim())
  assert.deepEqual(said, ['false', 'true', 'false', 'card.staff', 'false', 'false', "slice.chat.kind === 'channel'"])
  const sent = commands.filter((id) =>
    propertiesOf(operations[id].input as Schema).some((name) => /^(staff|verified)$/.test(name)),
  )
  assert.deepEqual(sent, [], 'a command takes the mark')
  const wrong =
    await world.database.query(`select p.id from identity.profile p where not p.gone and p.staff is distinct from
    exists (select from communities.member_role r where r.profile_id = p.id and r.role in ('administrator', 'lead', 'staff'))`)
  assert.deepEqual(wrong, [], 'somebody has the mark without a role, or a role without the mark')
})
