import assert from 'node:assert/strict'
import type { RolloverChoice } from '#contract/communities/rollover.limits.ts'
import type { RolloverPlan } from '#contract/communities/rollover.ts'
import { rolloverYearAt } from '#server/communities/units/school-years.ts'
import { type Client, newId } from './client.ts'
import type { World } from './world.ts'

const WAIT_MS = 60_000
const LOOK_MS = 50
const ZONE = 'Europe/Moscow'

/** Lets the units of an organisation be of the year before the one into which units are taken now. */
export async function makeDue(world: World, communityId: string): Promise<void> {
  await world.database.query(
    'update communities.unit set school_year = $2 where community_id = $1 and not system and not archived',
    [communityId, rolloverYearAt(ZONE, world.clock.now()) - 1],
  )
}

export function plan(client: Client, communityId: string): Promise<RolloverPlan> {
  return client.call('rollover.plan', { id: newId(), communityId })
}

/** Chooses for the units that are called so; of those that are left out nothing is said. */
export function choose(
  client: Client,
  { rollover, lines }: RolloverPlan,
  choices: Readonly<Record<string, RolloverChoice | { choice: RolloverChoice; newName: string }>>,
): Promise<RolloverPlan> {
  return client.call('rollover.choose', {
    rolloverId: rollover.id,
    version: rollover.version,
    choices: Object.entries(choices).map(([name, what]) => {
      const line = lines.find((each) => each.name === name) ?? assert.fail(`No line is called ${name}`)
      return { unitId: line.unitId, ...(typeof what === 'string' ? { choice: what } : what) }
    }),
  })
}

/** Says of every unit that it stays as it is. */
export function leaveAll(client: Client, planned: RolloverPlan): Promise<RolloverPlan> {
  return choose(client, planned, Object.fromEntries(planned.lines.map(({ name }) => [name, 'leave'])))
}

export const begin = (client: Client, { rollover: { id, version } }: RolloverPlan): Promise<RolloverPlan> =>
  client.call('rollover.apply', { rolloverId: id, version })

/** Waits until nothing is done with a rollover in the background any more. */
export async function settledRollover(client: Client, rolloverId: string): Promise<RolloverPlan> {
  const end = Date.now() + WAIT_MS
  for (;;) {
    const found = await client.call('rollover.get', { rolloverId })
    const { state, done, toDo } = found.rollover
    if (state !== 'applying' && state !== 'undoing') return found
    if (Date.now() > end) assert.fail(`The rollover is still ${state}: ${done} of ${toDo}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** Carries a plan out and waits for its end. */
export async function carryOut(client: Client, planned: RolloverPlan): Promise<RolloverPlan> {
  const { rollover } = await begin(client, planned)
  assert.equal(rollover.state, 'applying')
  return settledRollover(client, rollover.id)
}

/** Takes a rollover back and waits for its end. */
export async function takeBack(client: Client, { rollover }: RolloverPlan): Promise<RolloverPlan> {
  await client.call('rollover.undo', { rolloverId: rollover.id })
  return settledRollover(client, rollover.id)
}
