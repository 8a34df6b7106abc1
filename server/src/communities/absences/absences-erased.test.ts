import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DELETION_WAIT_MS } from '#contract/identity/deletion.limits.ts'
import { createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { upload } from '#testkit/uploads.ts'
import { createWorld } from '#testkit/world.ts'

const PASSWORD = 'Осенний-лес-шумит'

for (const who of ['pupil', 'parent'] as const) {
  test(`[MSG-23/erased] no paper and no word stays once the account of the ${who} is deleted`, async () => {
    await using world = await createWorld()
    const cast = await createCast(world)
    const { parent, teacher, pupil, school, classId } = cast
    const place = { unitId: classId, childProfileId: pupil.profileId }
    const day = new Date(world.clock.now()).toISOString().slice(0, 10)
    const paperId = await upload(parent.client, Buffer.from('%PDF-1.7 справка'), 'paper')
    const id = newId()
    const said = { from: day, to: day, reason: 'illness' as const, note: 'Температура', paperId }
    await parent.client.call('absences.tell', { id, ...place, ...said })
    await teacher.client.call('absences.accept', {
      communityId: school.communityId,
      absences: [{ id, version: 1 }],
    })
    const gone = cast[who]
    await setFirstPassword(world, gone, PASSWORD)
    await gone.client.call('deletion.ask', { by: { password: PASSWORD } })
    world.clock.advance(DELETION_WAIT_MS + 1_000)
    await world.app.identity.finishDeletions()
    const left = await world.database.query('select note, paper_id, reason from communities.absence')
    assert.deepEqual(left, who === 'pupil' ? [] : [{ note: '', paper_id: null, reason: 'illness' }])
    await world.app.files.sweep()
    assert.deepEqual(await world.database.query('select id from files.file where id = $1', [paperId]), [])
  })
}
