import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DELETION_WAIT_MS } from '#contract/identity/deletion.limits.ts'
import { createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { erase, send, startChat } from '#testkit/messages.ts'
import { setFirstPassword } from '#testkit/second-factor.ts'
import { createWorld } from '#testkit/world.ts'

const PASSWORD = 'Осенний-лес-шумит'

for (const who of ['pupil', 'secondPupil'] as const) {
  test(`[IDN-24/reports] with the account of whoever ${who === 'pupil' ? 'is reported' : 'reports'} goes what reports hold of him`, async () => {
    await using world = await createWorld()
    const cast = await createCast(world)
    const { pupil, secondPupil } = cast
    const chatId = await startChat(cast)
    const bad = await send(pupil, chatId, 'Обидное слово')
    const said = { id: newId(), reason: 'bullying' as const, words: 'Каждый день' }
    await secondPupil.client.call('reports.messages', { ...said, chatId, seqs: [bad.seq] })
    await erase(pupil, bad)
    const gone = cast[who]
    await setFirstPassword(world, gone, PASSWORD)
    await gone.client.call('deletion.ask', { by: { password: PASSWORD } })
    world.clock.advance(DELETION_WAIT_MS + 1_000)
    await world.app.identity.finishDeletions()
    const [row] = await world.database.query(
      `select words, reporter_id is null as "noReporter", sealed is null as "noSealed",
        (select count(*)::integer from reports.accused) as accused,
        (select count(*)::integer from reports.kept_message) as kept from reports.report`,
    )
    const reported = { words: 'Каждый день', noReporter: false, noSealed: true, accused: 0, kept: 0 }
    const reports = { words: '', noReporter: true, noSealed: false, accused: 1, kept: 1 }
    assert.deepEqual(row, who === 'pupil' ? reported : reports)
  })
}
