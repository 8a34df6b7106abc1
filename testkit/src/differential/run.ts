import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from '#contract/kit/uuid.ts'
import { type Database, openDatabase } from '#server/platform/db/database.ts'
import { createLog } from '#server/platform/log/log.ts'
import { createSeededRandom } from '#testkit/simulation/seeded-random.ts'
import { createTestDatabase } from '#testkit/test-database.ts'
import { createSide, type School, type Side } from './side.ts'
import { deedOf, type Memory, type Step, stepSequences } from './steps.ts'
import { memoryStorage, postgresStorage } from './storages.ts'

/** Reports the first difference as it is, without looking for the shortest sequence. */
const FIRST_ONLY = process.env.PARTA_TEST_FIRST_ONLY === '1'
const START = Date.UTC(2026, 8, 1, 6)
const SURNAMES = ['Учитель', 'Завуч', 'Иванов', 'Петрова', 'Сидоров']

export interface DifferentialReport {
  sequences: number
  steps: number
  answers: number
}

/**
 * Gives the same random calls to the messenger over memory and over PostgreSQL and compares every answer, every
 * published event and, in the end, everything that each person is given; fast-check prints the shortest difference.
 */
export async function runDifferential(parts: {
  sequences: number
  maxSteps: number
  seed: number
}): Promise<DifferentialReport> {
  await using database = await createTestDatabase()
  // One connection: statements of calls that are made at once stand in one line, as they do in memory.
  await using opened = openDatabase(database.url, 1, createLog('error'))
  await addOwner(opened.db)
  const report = { sequences: 0, steps: 0, answers: 0 }
  const property = fc.asyncProperty(stepSequences(parts.maxSteps), async (steps) => {
    report.sequences += 1
    report.steps += steps.length
    report.answers += await compare(opened.db, steps, parts.seed * 1_000_003 + report.sequences)
  })
  await fc.assert(property, { numRuns: parts.sequences, seed: parts.seed, endOnFailure: FIRST_ONLY })
  return report
}

async function compare(db: Database, steps: readonly Step[], seed: number): Promise<number> {
  // What an earlier sequence has left to end is not this one's.
  await sql`update messenger.message set expires_at = null where expires_at is not null`.execute(db)
  const random = createSeededRandom(seed)
  const newId = () => uuidv7(START, random.bytes(10))
  const people = SURNAMES.map((surname, i) => ({ profileId: newId(), surname, isPupil: i >= 3 }))
  await addProfiles(
    db,
    people.map((person) => person.profileId),
  )
  const school: School = { seed, startMs: START, communityId: newId(), people }
  const sides = [await createSide(memoryStorage(), school), await createSide(postgresStorage(db), school)] as const
  const memory: Memory = { school, chatIds: [], written: [], asked: [], newId }
  for (const { profileId } of people) await both(sides, 'joining', (side) => side.setMember(profileId, true))
  let answers = 0
  for (const [i, step] of steps.entries()) {
    const deed = deedOf(step, memory)
    const where = `step ${i}: ${step.name} ${JSON.stringify(deed)}`
    if (deed.t === 'pass') for (const side of sides) side.pass(deed.ms)
    else if (deed.t === 'attach') {
      memory.asked.push(deed.ask)
      await both(sides, where, (side) => side.ready(deed.media))
      await both(sides, where, (side) => side.ask([deed.ask]))
      answers += 1
    } else if (deed.t === 'expire') await both(sides, where, (side) => side.expire())
    else if (deed.t === 'back')
      await both(sides, where, (side) => side.snapshotOf(deed.profileId, deed.heard, deed.open))
    else if (deed.t === 'member') await both(sides, where, (side) => side.setMember(deed.profileId, deed.isMember))
    else {
      memory.asked.push(...deed.asks)
      await both(sides, where, (side) => side.ask(deed.asks))
      answers += deed.asks.length
    }
  }
  for (const { profileId, surname } of people) {
    await both(sides, `everything of ${surname}`, (side) => side.everythingOf(profileId))
  }
  return answers
}

async function both(
  sides: readonly [Side, Side],
  where: string,
  work: (side: Side) => Promise<unknown>,
): Promise<void> {
  const [memory, postgres] = [await work(sides[0]), await work(sides[1])]
  if (isDeepStrictEqual(memory, postgres)) return
  throw new Error(`${where}\nmemory:     ${JSON.stringify(memory)}\nPostgreSQL: ${JSON.stringify(postgres)}`)
}

const OWNER = uuidv7(START, new Uint8Array(10))

/** One account and person under which all profiles stand: the messenger looks at nothing of them. */
async function addOwner(db: Database): Promise<void> {
  await sql`with person as (
      insert into identity.person (id, surname, name, patronymic, birth_date, created_at)
      values (${OWNER}, 'Ф', 'И', '', '2000-01-01', now()))
    insert into identity.account (id, phone, created_at) values (${OWNER}, '+79990000000', now())`.execute(db)
}

async function addProfiles(db: Database, ids: readonly string[]): Promise<void> {
  await sql`insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
    select id, ${OWNER}, ${OWNER}, 'learning', 'Ф', 'И', '', now() from unnest(${ids}::uuid[]) as id`.execute(db)
}
