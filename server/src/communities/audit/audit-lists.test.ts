import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AuditEntry } from '#contract/communities/audit.ts'
import type { Act } from '#contract/kit/acts.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { newId } from '#testkit/client.ts'
import { replaceByOrder } from '#testkit/orders.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { createWorld, type World } from '#testkit/world.ts'
import { forgetTraces } from '../../platform/erasures/traces.store.ts'

let world: World
let cast: Cast
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
})
after(() => world[Symbol.asyncDispose]())

type Filters = { act?: Act; pseudonym?: string; from?: string; to?: string; cursor?: string; limit?: number }

const listed = (filters: Filters = {}, by = cast.director) =>
  by.client.call('audit.list', { communityId: cast.school.communityId, ...filters })

async function lastOf(act: Act): Promise<AuditEntry> {
  const [entry] = (await listed({ act, limit: 1 })).entries
  return entry ?? assert.fail(`no ${act}`)
}

test('[GEN-08/audit-list] an administrator reads who did what to whom, before and after, by names that he sees', async () => {
  const { director, classId } = cast
  await director.client.call('units.rename', { unitId: classId, name: '5«В»' })
  const renamed = await lastOf('unit.renamed')
  assert.equal(renamed.communityId, cast.school.communityId)
  assert.deepEqual(renamed.actor?.name, 'Климова Наталья Олеговна')
  assert.equal(renamed.actor.profileId, director.profileId)
  assert.deepEqual(renamed.objects, [{ kind: 'unit', id: classId }])
  assert.deepEqual(renamed.before, [{ fact: 'name', value: '5«Б»' }])
  assert.deepEqual(renamed.after, [{ fact: 'name', value: '5«В»' }])
  await director.client.call('units.rename', { unitId: classId, name: '5«Б»' })
  const person = await signIn(world, newPhone(), { surname: 'Заметнов', name: 'Олег', birthDate: '2011-02-02' })
  await join(cast.school, person, { unitId: classId, role: 'pupil' })
  const approved = await lastOf('application.approved')
  assert.deepEqual(
    approved.people.map(({ name }) => name),
    ['Заметнов Олег'],
  )
  assert.deepEqual(approved.after, [
    { fact: 'role', value: 'pupil' },
    { fact: 'count', value: 1 },
  ])
})

test('[GEN-08/audit-filters] the log is filtered by act, by person and by time, and paged without a hole', async () => {
  const whole = (await listed({ limit: 200 })).entries
  const paged: AuditEntry[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listed({ limit: 3, ...(cursor === undefined ? {} : { cursor }) })
    paged.push(...page.entries)
    cursor = page.next
  }
  assert.deepEqual(paged, whole)
  assert.ok(whole.length > 5)
  const numbers = whole.map(({ number }) => number)
  assert.deepEqual(
    numbers,
    Array.from({ length: whole.length }, (_, at) => whole.length - at),
  )
  const pupil = whole.flatMap(({ people }) => people).find(({ profileId }) => profileId === cast.pupil.profileId)!
  const about = (await listed({ pseudonym: pupil.pseudonym, limit: 200 })).entries
  assert.ok(about.length > 0 && about.length < whole.length)
  for (const { people, actor } of about) {
    assert.ok([...people, actor].some((each) => each?.pseudonym === pupil.pseudonym))
  }
  world.clock.advance(60_000)
  const from = new Date(world.clock.now()).toISOString()
  await cast.director.client.call('units.rename', { unitId: cast.otherClassId, name: '9«Б»' })
  assert.equal((await listed({ from })).entries.length, 1)
  assert.equal((await listed({ to: from, limit: 200 })).entries.length, whole.length)
})

test('[GEN-08/audit-rights] nobody but administrators reads the log, and of another organisation there is none', async () => {
  const input = { communityId: cast.school.communityId }
  for (const person of [cast.teacher, cast.secondTeacher, cast.pupil, cast.parent]) {
    await person.client.refused('audit.list', input, 'community.notAllowed')
  }
  for (const person of [cast.stranger, cast.newcomer]) {
    await person.client.refused('audit.list', input, 'community.unknown')
  }
  const theirs = await cast.stranger.client.call('audit.list', { communityId: cast.kindergarten.communityId })
  assert.ok(theirs.entries.every(({ communityId }) => communityId === cast.kindergarten.communityId))
  assert.ok(!JSON.stringify(theirs).includes('Климова'))
})

test('[GEN-08/audit-operator] the operator reads what operators did, and no names of people of organisations', async () => {
  const { entries } = await cast.operator.call('auditDesk.list', { limit: 200 })
  const acts = new Set(entries.map(({ act }) => act))
  assert.ok(acts.has('request.moved') && acts.has('operator.appointed'))
  assert.ok(!acts.has('unit.created'))
  const moved = entries.find(({ act }) => act === 'request.moved')!
  assert.equal(moved.operator, true)
  assert.deepEqual(moved.before, [{ fact: 'state', value: 'filed' }])
  assert.ok(moved.actor?.name !== null)
  assert.doesNotMatch(JSON.stringify(entries), /Климова|Чужова/)
  const { requests } = await cast.operator.call('requests.list', { states: ['approved'], search: '1234' })
  const { id, version } = requests[0]!
  const [about, phone] = [{ surname: 'Новикова', name: 'Ольга', patronymic: '' }, newPhone()]
  await replaceByOrder(cast.operator, { id, version, ...about, phone, reason: 'Приказ' })
  const replaced = await lastOf('administrator.replaced')
  assert.deepEqual([replaced.operator, replaced.actor?.name], [true, null])
  const ops = await cast.operator.call('auditDesk.list', { act: 'administrator.replaced' })
  assert.equal(ops.entries[0]!.communityId, cast.school.communityId)
})

test('[GEN-08/audit-erased] nobody can tell any more who an erased person was', async () => {
  const person = await signIn(world, newPhone(), { surname: 'Уходцев', name: 'Пётр' })
  const { communityId, staffUnitId } = cast.kindergarten
  await join(cast.kindergarten, person, { unitId: staffUnitId, role: 'staff', position: 'Дворник' })
  const named = async () => {
    const input = { communityId, act: 'application.approved', limit: 1 } as const
    return (await cast.stranger.client.call('audit.list', input)).entries[0]!.people[0]!
  }
  const { pseudonym, name } = await named()
  assert.equal(name, 'Уходцев Пётр')
  await world.app.platform.transaction((tx) =>
    forgetTraces(tx, { accountIds: [], profileIds: [person.profileId], sessionIds: [] }),
  )
  assert.deepEqual(await named(), { pseudonym, profileId: null, name: null })
  const rows = await world.database.query('select 1 from platform.audit_person where subject_id = $1', [
    person.profileId,
  ])
  assert.equal(rows.length, 0)
})

test('[GEN-08/audit-id] an act names units by the ids that the pages use', async () => {
  const id = newId()
  const { communityId } = cast.kindergarten
  await cast.stranger.client.call('units.create', { id, communityId, name: 'Пчёлки' })
  const { entries } = await cast.stranger.client.call('audit.list', { communityId, act: 'unit.created' })
  assert.deepEqual(entries[0]!.objects, [{ kind: 'unit', id }])
})

test('[STR-09/history] whoever manages members reads what somebody was, and of others decided on with him nothing', async () => {
  const { director, school, classId, secondTeacher, teacher, stranger } = cast
  const { communityId } = school
  const { profileId } = secondTeacher
  const from = { role: 'staff', unitId: school.staffUnitId } as const
  await director.client.call('members.changeRole', {
    communityId,
    profileId,
    from,
    to: { role: 'lead', unitId: classId },
  })
  const { entries } = await director.client.call('members.roleHistory', { communityId, profileId })
  const told = entries.map(({ act }) => act)
  assert.deepEqual([told[0], told.at(-1)], ['member.roleChanged', 'application.approved'])
  const [changed] = entries
  assert.equal(changed!.actor?.name, 'Климова Наталья Олеговна')
  const factsOf = (facts: { fact: string; value: unknown }[]) =>
    Object.fromEntries(facts.map((each) => [each.fact, each.value]))
  assert.deepEqual(factsOf(changed!.before), { role: 'staff', unitName: 'Коллектив' })
  assert.deepEqual(factsOf(changed!.after), { role: 'lead', unitName: '5«Б»' })
  assert.ok(entries.every(({ people }) => people.every((person) => person.profileId === profileId)))
  const input = { communityId, profileId }
  await teacher.client.refused('members.roleHistory', input, 'community.notAllowed')
  await stranger.client.refused('members.roleHistory', input, 'community.unknown')
  const foreign = { communityId, profileId: stranger.profileId }
  await director.client.refused('members.roleHistory', foreign, 'member.unknown')
})
