import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createGroup, Stand } from '#testkit/history/stand.ts'
import { createSeededRandom } from '#testkit/simulation/seeded-random.ts'
import { LoopVolume, whyNoLoopVolumes } from '#testkit/volumes/loop-volume.ts'
import { type CutReport, cutPower, type Sender } from '#testkit/volumes/power-cut.ts'
import { type Lie, peopleWriting, plantLie } from '#testkit/volumes/senders.ts'

const CUTS = Number(process.env.PARTA_TEST_CUTS ?? 24)
/** A lie has to be found out after this many cuts at the latest. */
const CONTROL_CUTS = 3
const SEED = Number(process.env.PARTA_TEST_SEED ?? Math.floor(Date.now() / 86_400_000) * 1_000)
const VOLUME_MB = 900
const skip = whyNoLoopVolumes() ?? false
const random = createSeededRandom(SEED)

let volume: LoopVolume
let stand: Stand
before(async () => {
  if (skip !== false) return
  volume = new LoopVolume(VOLUME_MB)
  stand = await Stand.start({ places: { data: volume.path } })
})
after(async () => {
  if (skip !== false) return
  await stand[Symbol.asyncDispose]()
  volume[Symbol.dispose]()
})

const everybody = () => {
  const { teacher, pupil, secondPupil, parent } = stand.cast
  return [teacher, pupil, secondPupil, parent]
}

async function cutOnce(title: string, sendersIn: (chatId: string) => readonly Sender[]): Promise<CutReport> {
  const chatId = await createGroup(stand, title, everybody().slice(1))
  const afterMs = random.between(200, 1_500)
  return cutPower({ volume, database: stand.database, chatId, senders: sendersIn(chatId), afterMs })
}

test('[MSG-01/power-gate] twenty and more power cuts lose nothing that was acknowledged', { skip }, async () => {
  let acknowledged = 0
  let slowest = 0
  for (let n = 1; n <= CUTS; n += 1) {
    const report = await cutOnce(`Без света ${n}`, (chatId) => peopleWriting(stand, chatId, everybody()))
    assert.deepEqual(report.violations, [], `cut ${n} with seed ${SEED}`)
    acknowledged += report.acknowledged
    slowest = Math.max(slowest, report.backAfterMs)
  }
  process.stdout.write(
    `[gate] power cuts: ${CUTS}, ${acknowledged} messages acknowledged before them, writing again at most ` +
      `${(slowest / 1_000).toFixed(1)} s after PostgreSQL, seed ${SEED}: 0 lost\n`,
  )
})

for (const lie of [
  'synchronous_commit is off',
  'messages are acknowledged before their commit',
] as const satisfies readonly Lie[]) {
  test(`a power cut finds out that ${lie}`, {
    skip,
  }, async () => {
    for (let n = 1; n <= CONTROL_CUTS; n += 1) {
      const chatId = await createGroup(stand, `${lie} ${n}`, everybody().slice(1))
      await using planted = plantLie(lie, stand, chatId, everybody())
      const afterMs = random.between(300, 1_500)
      const { senders } = planted
      const report = await cutPower({ volume, database: stand.database, chatId, senders, afterMs })
      const lost = report.violations.filter(({ kind }) => kind === 'lost' || kind === 'renumbered').length
      if (lost === 0) continue
      process.stdout.write(
        `[gate] power cut, negative control «${lie}»: ${lost} of ${report.acknowledged} acknowledged messages lost at cut ${n}\n`,
      )
      return
    }
    assert.fail(`${CONTROL_CUTS} power cuts did not find out that ${lie}`)
  })
}
