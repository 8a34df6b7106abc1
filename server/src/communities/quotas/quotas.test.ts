import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { quotaLevel } from '#contract/communities/quotas.limits.ts'
import { CODE_RESEND_MS } from '#contract/identity/signin.limits.ts'
import { type Cast, createCast } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { startChat } from '#testkit/messages.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { sha256Of } from '#testkit/uploads.ts'
import { createWorld, type World } from '#testkit/world.ts'

const MEBIBYTE = 1_048_576
const REASON = 'Просит школа'
const DAY_MS = 86_400_000

let world: World
let cast: Cast
let communityId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  communityId = cast.school.communityId
})
after(() => world[Symbol.asyncDispose]())

const order = (storageMegabytes: number | null, smsPerMonth: number | null) =>
  cast.operator.call('organisations.setQuotas', { communityId, storageMegabytes, smsPerMonth, reason: REASON })
const quotas = async () => (await cast.director.client.call('communities.home', { communityId })).administration!.quotas
const shortOnes = async () => {
  const { organisations } = await cast.operator.call('organisations.list', { short: true })
  return organisations.map((each) => each.communityId)
}
const declared = (chatId: string, bytes: number) => ({
  id: newId(),
  chatId,
  name: 'Урок.mp4',
  bytes,
  sha256: sha256Of(randomBytes(8)),
})

test('[ORG-19/levels] warnings begin at 80 and at 95 %, and the end is the last byte', () => {
  const levels = [0, 79, 80, 94, 95, 99, 100, 101].map((used) => quotaLevel({ used, max: 100 }))
  assert.deepEqual(levels, ['free', 'free', 'near', 'near', 'short', 'short', 'full', 'full'])
  assert.equal(quotaLevel({ used: 0, max: 0 }), 'full')
})

test('[ORG-19] files: administrators and the operator read how near the end is, and what fits no more is refused until the operator gives more', async () => {
  const { teacher, pupil, kindergarten } = cast
  const chatId = await startChat(cast)
  await order(10, null)
  await teacher.client.call('attachments.begin', declared(chatId, 8 * MEBIBYTE - 1))
  assert.ok(!(await shortOnes()).includes(communityId))
  await teacher.client.call('attachments.begin', declared(chatId, 1))
  assert.deepEqual((await quotas()).storage, { used: 8 * MEBIBYTE, max: 10 * MEBIBYTE })
  assert.equal(quotaLevel((await quotas()).storage), 'near')
  assert.deepEqual(await shortOnes(), [communityId])
  const last = declared(chatId, 2 * MEBIBYTE + 1)
  const refusal = await pupil.client.refused('attachments.begin', last, 'file.quotaReached')
  assert.deepEqual(refusal.details, { whose: 'community', bytesMax: 10 * MEBIBYTE, changedBy: 'operator' })
  await pupil.client.call('attachments.begin', declared(chatId, 2 * MEBIBYTE))
  assert.equal(quotaLevel((await quotas()).storage), 'full')
  const more = await order(11, null)
  assert.deepEqual(more.quotas.storage, { used: 10 * MEBIBYTE, max: 11 * MEBIBYTE })
  await pupil.client.call('attachments.begin', { ...last, bytes: MEBIBYTE })
  const usual = await order(null, null)
  assert.equal(usual.quotas.storage.max, world.app.platform.config.filesCommunityMegabytes * MEBIBYTE)
  const { organisations } = await cast.operator.call('organisations.list', {})
  const other = organisations.find((each) => each.communityId === kindergarten.communityId)!
  assert.deepEqual([other.quotas.storage.used, other.quotaOrder], [0, null], 'others are not touched by it')
})

test('[ORG-19/sms] a code counts when it was entered; nobody is kept out by a quota, and whoever is in is told who gives more', async () => {
  const { teacher, director } = cast
  const used = async () => (await quotas()).sms.used
  // The administrator is told by SMS that the organisation is connected.
  await waitFor(async () => (await used()) === 1)
  const before = await used()
  world.clock.advance(CODE_RESEND_MS * 2)
  const { flow } = await world.client().call('signin.start', { phone: teacher.phone })
  await world.client().call('signin.requestCode', { flow, reason: 'first' })
  assert.equal(await used(), before, 'whoever asks for a code for the number of another spends nothing of his')
  world.clock.advance(CODE_RESEND_MS * 2)
  await signIn(world, teacher.phone, teacher.about)
  assert.equal(await used(), before + 1)
  await order(null, before + 2)
  world.clock.advance(CODE_RESEND_MS * 2)
  await director.client.call('password.requestCode', {})
  assert.equal(await used(), before + 2)
  assert.equal(quotaLevel((await quotas()).sms), 'full')
  assert.deepEqual(await shortOnes(), [communityId])
  world.clock.advance(CODE_RESEND_MS * 2)
  const refusal = await teacher.client.refused('password.requestCode', {}, 'signin.smsQuotaReached')
  assert.deepEqual(refusal.details, { changedBy: 'operator' })
  await signIn(world, teacher.phone, teacher.about)
  assert.equal(await used(), before + 3)
  const stranger = await signIn(world, newPhone(), { surname: 'Ничей', name: 'Яков' })
  world.clock.advance(CODE_RESEND_MS * 2)
  await stranger.client.call('password.requestCode', {})
  await order(null, before + 4)
  await teacher.client.call('password.requestCode', {})
  await order(null, null)
})

test('[ORG-19/quotas] an operator gives a reason; it stands in his list, and both numbers in the log', async () => {
  const input = { communityId, storageMegabytes: 2_048, smsPerMonth: 300, reason: ' ' }
  const desk = cast.operator
  await desk.refused('organisations.setQuotas', input, 'quota.reasonMissing')
  await desk.refused('organisations.setQuotas', { ...input, communityId: newId(), reason: REASON }, 'community.unknown')
  const { quotaOrder } = await desk.call('organisations.setQuotas', { ...input, reason: `  ${REASON}\n` })
  assert.deepEqual([quotaOrder?.storageMegabytes, quotaOrder?.smsPerMonth, quotaOrder?.reason], [2_048, 300, REASON])
  const [entry] = (await desk.call('auditDesk.list', { act: 'organisation.quotasSet' })).entries
  assert.deepEqual(entry?.after.map(({ fact, value }) => [fact, value]).sort(), [
    ['megabytesMax', 2_048],
    ['smsMax', 300],
  ])
})

test('[GEN-10/sums] the bytes of an organisation are a running sum, which is what counting gives after files have come, expired and gone', async () => {
  const { teacher, pupil } = cast
  const chatId = await startChat(cast)
  const [kept, discarded, doubled] = [declared(chatId, 1_000), declared(chatId, 20_000), declared(chatId, 300_000)]
  await Promise.all([kept, discarded].map((file) => teacher.client.call('attachments.begin', file)))
  for (const file of [doubled, doubled]) await pupil.client.call('attachments.begin', file)
  await teacher.client.call('files.discard', { id: discarded.id })
  const sums = () =>
    world.database.query<{
      used: number
      counted: number
    }>(`select u.bytes as used, coalesce(sum(f.bytes), 0)::bigint as counted
      from files.community_use u left join files.file f on f.community_id = u.community_id and f.state <> 'erased'
      group by u.community_id, u.bytes`)
  const before = await sums()
  assert.ok(before.length > 0 && before.some(({ used }) => used >= 301_000))
  for (const { used, counted } of before) assert.equal(used, counted)
  await world.database.query('update files.file set expires_at = $1 where id = any($2)', [
    new Date(world.clock.now() - DAY_MS),
    [kept.id, doubled.id],
  ])
  await world.app.files.sweep()
  for (const { used, counted } of await sums()) assert.equal(used, counted)
  const total = (rows: readonly { used: number }[]) => rows.reduce((sum, { used }) => sum + used, 0)
  assert.equal(total(before) - total(await sums()), kept.bytes + doubled.bytes)
})

test('[ORG-19/sms] the next month begins anew', async () => {
  await order(null, 1)
  world.clock.advance(31 * DAY_MS)
  const director = await signIn(world, cast.director.phone, cast.director.about)
  const home = await director.client.call('communities.home', { communityId })
  assert.deepEqual(home.administration!.quotas.sms, { used: 1, max: 1 })
})

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, 'waited for ten seconds')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
