import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { ROLLOVER_CHUNK } from '#contract/communities/rollover.limits.ts'
import type { RolloverPlan } from '#contract/communities/rollover.ts'
import { type Cast, createCast, join } from '#testkit/cast.ts'
import { type Client, newId, ProblemError } from '#testkit/client.ts'
import { newPhone, signIn } from '#testkit/people.ts'
import { begin, carryOut, choose, makeDue, plan, settledRollover, takeBack } from '#testkit/rollovers.ts'
import { createWorld, type World } from '#testkit/world.ts'

const LETTERS = ['А', 'Б', 'В', 'Г'] as const

let world: World
let cast: Cast
let director: Client
let communityId: string
before(async () => {
  world = await createWorld()
  cast = await createCast(world)
  director = cast.director.client
  communityId = cast.school.communityId
  for (const grade of [1, 2, 3, 4]) {
    for (const letter of LETTERS) {
      await director.call('units.create', { id: newId(), communityId, name: `${grade}«${letter}»`, grade })
    }
  }
})
after(() => world[Symbol.asyncDispose]())
beforeEach(() => makeDue(world, communityId))

const decided = async () => choose(director, await plan(director, communityId), { '9«А»': 'promote' })
const lineOf = (planned: RolloverPlan, unitId: string) => planned.lines.find((line) => line.unitId === unitId)!
const namesNow = async () => {
  const { units } = await director.call('units.list', { communityId })
  return units.map(({ unit }) => unit.name).sort()
}
const versions = async () =>
  new Map(
    (await director.call('units.list', { communityId, archived: true })).units.map(({ unit }) => [
      unit.id,
      unit.version,
    ]),
  )
const outcomeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
  )

test('[STR-12/two] of two administrators who choose at once one is told that the plan is another one by now', async () => {
  const second = await signIn(world, newPhone(), { surname: 'Второй', name: 'Администратор' })
  await join(cast.school, second, { unitId: cast.school.staffUnitId, role: 'staff', position: 'Завуч' })
  await director.call('members.appoint', { communityId, profileId: second.profileId })
  const planned = await plan(director, communityId)
  const found = await Promise.all([
    outcomeOf(choose(director, planned, { '9«А»': 'graduate' })),
    outcomeOf(choose(second.client, planned, { '9«А»': 'promote' })),
  ])
  assert.deepEqual(found.sort(), ['done', 'rollover.changed'])
  const now = await second.client.call('rollover.get', { rolloverId: planned.rollover.id })
  const began = await Promise.all([outcomeOf(begin(director, now)), outcomeOf(begin(second.client, now))])
  assert.deepEqual(began.sort(), ['done', 'rollover.changed'])
  const done = await settledRollover(director, planned.rollover.id)
  await takeBack(director, done)
})

test('[STR-12/once] every unit is moved once, whoever asks how often, and back once', async () => {
  const [before, names] = [await versions(), await namesNow()]
  const planned = await decided()
  const done = await carryOut(director, planned)
  await director.refused(
    'rollover.apply',
    { rolloverId: done.rollover.id, version: planned.rollover.version },
    'rollover.changed',
  )
  const after = await versions()
  for (const { unitId } of done.lines) assert.equal(after.get(unitId), before.get(unitId)! + 1)
  const undone = await takeBack(director, done)
  assert.deepEqual(new Set(undone.lines.map(({ outcome }) => outcome)), new Set(['undone']))
  assert.deepEqual(await namesNow(), names)
})

test('[STR-12/moved] a pupil who has moved since the plan has two rows planned anew, and the others are left alone', async () => {
  const planned = await decided()
  await director.call('members.changeRole', {
    communityId,
    profileId: cast.secondPupil.profileId,
    from: { role: 'pupil', unitId: cast.classId },
    to: { role: 'pupil', unitId: cast.otherClassId },
  })
  const looked = await begin(director, planned)
  assert.equal(looked.rollover.state, 'ready')
  const changed = looked.lines.filter((line) => line.changed).map(({ unitId }) => unitId)
  assert.deepEqual(changed.sort(), [cast.classId, cast.otherClassId].sort())
  assert.equal(lineOf(looked, cast.classId).pupils, lineOf(planned, cast.classId).pupils - 1)
  assert.equal(lineOf(looked, cast.otherClassId).choice, 'promote')
  await director.refused(
    'rollover.apply',
    { rolloverId: planned.rollover.id, version: planned.rollover.version },
    'rollover.changed',
  )
  const done = await carryOut(director, looked)
  const { members } = await director.call('members.list', { communityId, unitId: cast.otherClassId })
  assert.ok(members.some(({ profileId }) => profileId === cast.secondPupil.profileId))
  await takeBack(director, done)
})

test('[STR-12/renamed] a class that was renamed is proposed by its new name, and one that is new is asked about', async () => {
  const planned = await decided()
  const renamed = lineOf(planned, cast.classId)
  await director.call('units.rename', { unitId: cast.classId, name: '5«Ю»' })
  const { id: newUnitId } = await director.call('units.create', { id: newId(), communityId, name: 'Кружок' })
  await makeDue(world, communityId)
  const looked = await begin(director, planned)
  assert.deepEqual([renamed.newName, lineOf(looked, cast.classId).newName], ['6«Б»', '6«Ю»'])
  assert.deepEqual([lineOf(looked, newUnitId).choice, lineOf(looked, newUnitId).changed], [null, true])
  await director.call('rollover.cancel', { rolloverId: planned.rollover.id })
  await director.call('units.archive', { unitId: newUnitId, archived: true })
  await director.call('units.rename', { unitId: cast.classId, name: '5«Б»' })
})

test('[STR-12/kept] a name that is taken meanwhile is not taken back, and neither is what rests on it', async () => {
  const done = await carryOut(director, await decided())
  const first = await director.call('units.create', { id: newId(), communityId, name: '1«А»', grade: 1 })
  const undone = await takeBack(director, done)
  const kept = undone.lines.filter(({ outcome }) => outcome === 'kept').map(({ name }) => name)
  // The first stays «2«А»», so that the second cannot be called so again, and on to the last one.
  assert.deepEqual(kept.sort(), ['1«А»', '2«А»', '3«А»', '4«А»'])
  const names = await namesNow()
  for (const name of ['1«А»', '2«А»', '3«А»', '4«А»', '5«А»', '1«Б»', '5«Б»']) assert.ok(names.includes(name), name)
  await director.call('units.archive', { unitId: first.id, archived: true })
})

test('[STR-12/stopped] what is stopped in the middle stands as far as it came, and goes back as a whole', async () => {
  const names = await namesNow()
  await world.database.query(HOLD)
  const { rollover } = await begin(director, await decided())
  const until = Date.now() + 30_000
  const progress = async () => (await director.call('rollover.get', { rolloverId: rollover.id })).rollover
  while ((await progress()).done < ROLLOVER_CHUNK && Date.now() < until)
    await new Promise((tick) => setTimeout(tick, 20))
  assert.deepEqual([(await progress()).state, (await progress()).done], ['applying', ROLLOVER_CHUNK])
  const { plan: stopped } = await director.call('rollover.cancel', { rolloverId: rollover.id })
  await world.database.query(RELEASE)
  assert.equal(stopped!.rollover.state, 'stopped')
  const left = stopped!.lines.filter(({ outcome }) => outcome === null).length
  assert.equal(left, stopped!.lines.length - ROLLOVER_CHUNK)
  const undone = await takeBack(director, stopped!)
  assert.equal(undone.lines.filter(({ outcome }) => outcome === 'undone').length, ROLLOVER_CHUNK)
  assert.deepEqual(await namesNow(), names)
})

test('[STR-12/restart] a process that dies in the middle is followed by one that goes on, and moves no unit twice', async () => {
  const before = await versions()
  await world.database.query(HOLD)
  const { rollover, lines } = await begin(director, await decided())
  const half = async () => (await director.call('rollover.get', { rolloverId: rollover.id })).rollover.done
  const until = Date.now() + 30_000
  while ((await half()) < ROLLOVER_CHUNK && Date.now() < until) await new Promise((tick) => setTimeout(tick, 20))
  await using other = await createWorld({ database: world.database })
  await world.database.query(RELEASE)
  const done = await settledRollover(director, rollover.id)
  assert.equal(other.app.platform.config.roles.includes('worker'), true)
  assert.equal(done.rollover.state, 'applied')
  const after = await versions()
  for (const { unitId } of lines) assert.equal(after.get(unitId), before.get(unitId)! + 1)
  await takeBack(director, done)
})

/** From the second step on every try to move a unit fails, as when the process is killed before its commit. */
const HOLD = `
  create function communities.hold() returns trigger language plpgsql as $$ begin
    if (select done from communities.rollover where state = 'applying') >= ${ROLLOVER_CHUNK} then raise 'held'; end if;
    return new; end $$;
  create trigger hold before update on communities.unit for each row execute function communities.hold()`
const RELEASE = 'drop trigger hold on communities.unit; drop function communities.hold()'
