import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Problem } from '#contract/kit/errors.ts'
import { EDITS_PER_MINUTE, ERASURES_PER_MINUTE, REACTIONS_PER_MINUTE } from '#contract/messenger/messenger.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId, type ProblemError } from '#testkit/client.ts'
import { send as sendTo, startChat, stateOf } from '#testkit/messages.ts'
import type { Person } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'

/** The cast is made with wide limits; the second process on its database has those of the product. */
let wide: World
let strict: World
let cast: Cast
let chatId: string
before(async () => {
  wide = await createWorld()
  cast = await createCast(wide)
  strict = await createWorld({ limitFactor: 1, database: wide.database })
  chatId = await startChat(cast)
})
after(async () => {
  await strict[Symbol.asyncDispose]()
  await wide[Symbol.asyncDispose]()
})

const lastSeq = async () => (await stateOf(cast.teacher, chatId)).lastSeq
const send = (text: string) => sendTo(cast.pupil, chatId, text)

/** The person’s browser at the process with the limits of the product. */
const strictly = ({ client }: Person) => client.at(strict.app.port)

function assertWait(problem: Problem, perMinuteMax: number): void {
  const { retryAfterSeconds, ...rest } = problem.details!
  assert.ok(Number(retryAfterSeconds) >= 1 && Number(retryAfterSeconds) <= 60, `${retryAfterSeconds} s`)
  assert.deepEqual([problem.status, rest], [429, { perMinuteMax }])
}

test('[MSG-09/rate] of edits a minute the last one is refused with a time to wait, on whichever device, and changes nothing', async () => {
  const message = await send('Завтра контрольная')
  const pupil = strictly(cast.pupil)
  const device = await strict.socket(pupil)
  const before = await lastSeq()
  for (let version = 1; version <= EDITS_PER_MINUTE; version += 1) {
    const input = { chatId, seq: message.seq, version, text: `Завтра контрольная, ${version}` }
    if (version % 2 === 0) await pupil.call('messages.edit', input)
    else await device.call('messages.edit', input)
  }
  const next = { chatId, seq: message.seq, version: EDITS_PER_MINUTE + 1, text: 'Ещё раз' }
  assertWait(await pupil.refused('messages.edit', next, 'rate.limited'), EDITS_PER_MINUTE)
  await assert.rejects(
    device.call('messages.edit', next),
    ({ problem }: ProblemError) => problem.code === 'rate.limited',
  )
  const answer = await pupil.post('messages.edit', JSON.stringify(next), { 'idempotency-key': newId() })
  assert.match(String(answer.headers['retry-after']), /^([1-9]|[1-5][0-9]|60)$/)
  assert.equal(await lastSeq(), before + EDITS_PER_MINUTE)
  // Nothing else is bounded by it: he writes, and others edit.
  await pupil.call('messages.send', { chatId, key: newId(), text: 'Пишу дальше' })
  const secondPupil = strictly(cast.secondPupil)
  const { message: other } = await secondPupil.call('messages.send', { chatId, key: newId(), text: 'А я?' })
  await secondPupil.call('messages.edit', { chatId, seq: other.seq, version: 1, text: 'А я тоже?' })
})

test('[MSG-12/rate] reactions have their own, which a script reaches and a hand does not', async () => {
  const message = await send('Кто за?')
  const pupil = strictly(cast.pupil)
  const before = await lastSeq()
  const react = (turn: number) => ({ chatId, seq: message.seq, reaction: turn % 2 === 0 ? null : '👍' }) as const
  for (let turn = 1; turn <= REACTIONS_PER_MINUTE; turn += 1) await pupil.call('reactions.set', react(turn))
  assertWait(await pupil.refused('reactions.set', react(1), 'rate.limited'), REACTIONS_PER_MINUTE)
  assert.equal(await lastSeq(), before + REACTIONS_PER_MINUTE)
  await strictly(cast.teacher).call('reactions.set', react(1))
})

test('[A-30/rate] erasing is counted by calls, so that whoever leads clears a chat at once', async () => {
  const teacher = strictly(cast.teacher)
  const flood = await Promise.all(Array.from({ length: 100 }, (_, index) => send(`шум ${index}`)))
  await teacher.call('messages.erase', { chatId, seqs: flood.map(({ seq }) => seq) })
  const kept = await send('Останется')
  const seqs = [flood[0]!.seq]
  for (let call = 2; call <= ERASURES_PER_MINUTE; call += 1) await teacher.call('messages.erase', { chatId, seqs })
  assertWait(await teacher.refused('messages.erase', { chatId, seqs: [kept.seq] }, 'rate.limited'), ERASURES_PER_MINUTE)
  const { messages } = await teacher.call('messages.get', { chatId, seqs: [kept.seq] })
  assert.equal(messages[0]!.text, 'Останется')
})
