import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { chatDeeds } from '#testkit/crash/chat-deeds.ts'
import { communityDeeds } from '#testkit/crash/community-deeds.ts'
import { type MakeDeed, Stage } from '#testkit/crash/deeds.ts'
import { strikeDuring, VICTIMS, type Victim } from '#testkit/crash/strike.ts'
import { Stand } from '#testkit/history/stand.ts'
import { createSeededRandom } from '#testkit/simulation/seeded-random.ts'

/** Moments in which something dies, for each command. */
const POINTS = Number(process.env.PARTA_TEST_POINTS ?? 20)
const SEED = Number(process.env.PARTA_TEST_SEED ?? Math.floor(Date.now() / 86_400_000) * 1_000)
/** Commands take some milliseconds; deaths are spread over them and a little before and after. */
const AFTER_MS_MAX = 14
const APPLICANTS = 2 * POINTS
/** Of these deaths one is drawn; the whole database takes longest to come back. */
const DRAWN: readonly Victim[] = ['server', 'server', 'backend', 'backend', 'database']

const deeds: Readonly<Record<string, MakeDeed>> = { ...chatDeeds, ...communityDeeds }
const random = createSeededRandom(SEED)

let stand: Stand
let stage: Stage
const deaths = new Map<Victim, number>(VICTIMS.map((victim) => [victim, 0]))
let unanswered = 0
let slowestMs = 0
before(async () => {
  stand = await Stand.start({ crowd: APPLICANTS })
  stage = new Stage(stand)
})
after(async () => {
  const told = [...deaths].map(([victim, count]) => `${victim} ${count}`).join(', ')
  process.stdout.write(
    `[gate] crash points: ${Object.keys(deeds).length} commands × ${POINTS} deaths (${told}), ${unanswered} first tries without ` +
      `an answer, answered at most ${(slowestMs / 1_000).toFixed(1)} s after the command, seed ${SEED}\n`,
  )
  await stand[Symbol.asyncDispose]()
})

for (const [name, make] of Object.entries(deeds)) {
  test(`[GEN-01/crash] ${name} happens exactly once, whatever dies meanwhile`, async () => {
    for (let point = 1; point <= POINTS; point += 1) {
      const deed = await make(stage)
      const victim = random.pick(DRAWN)
      const afterMs = random.below(AFTER_MS_MAX)
      const where = `point ${point} of seed ${SEED}: ${victim} after ${afterMs} ms`
      const report = await strikeDuring(stand, deed, { victim, afterMs, random }).catch((error: unknown) =>
        assert.fail(`${where}: ${(error as Error).message}`),
      )
      deaths.set(victim, deaths.get(victim)! + 1)
      if (!report.answered) unanswered += 1
      slowestMs = Math.max(slowestMs, report.tookMs)
    }
  })
}
