import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGroup, Stand } from '#testkit/history/stand.ts'
import { LoopVolume, whyNoLoopVolumes } from '#testkit/volumes/loop-volume.ts'
import { cutPower } from '#testkit/volumes/power-cut.ts'
import { peopleWriting } from '#testkit/volumes/senders.ts'

const VOLUME_MB = 700
const skip = whyNoLoopVolumes() ?? false

test('[MSG-01/power] what was acknowledged is there after a power cut, and the server goes on by itself', {
  skip,
}, async () => {
  using volume = new LoopVolume(VOLUME_MB)
  await using stand = await Stand.start({ places: { data: volume.path } })
  const { teacher, pupil, parent } = stand.cast
  const chatId = await createGroup(stand, 'Без света', [pupil, parent])
  const senders = peopleWriting(stand, chatId, [teacher, pupil, parent])
  const report = await cutPower({ volume, database: stand.database, chatId, senders, afterMs: 1_000 })
  assert.deepEqual(report.violations, [])
  assert.ok(report.acknowledged >= 50, `${report.acknowledged} messages before the cut`)
})
