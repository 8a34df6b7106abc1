import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Role } from '#contract/communities/types.ts'
import { changeRight, firstDeviation, givenRights } from '#testkit/rights/grants.ts'
import { type Cell, tryCells } from '#testkit/rights/matrix.ts'
import { RehearsedWorld } from '#testkit/rights/rehearsed-world.ts'

/** Below these the proof would be worth less than it says. */
const CELLS_LEAST = 30_000
const SHARE_LEAST = 0.2

let world: RehearsedWorld
before(async () => {
  world = await RehearsedWorld.open()
})
after(() => world[Symbol.asyncDispose]())

test('[GEN-01/matrix] who may do what to whom is what the requirements say', async () => {
  const cells = await world.cells()
  const share = cells.filter(({ allowed }) => allowed).length / cells.length
  const operations = new Set(cells.map(({ what }) => what.id)).size
  const { deviations } = await tryCells(cells, world.letThrough)
  process.stdout.write(
    `[gate] matrix: ${cells.length} cells of ${operations} operations, ${(share * 100).toFixed(1)} % of them allowed, ${deviations.length} deviations\n`,
  )
  assert.deepEqual(deviations, [])
  assert.deepEqual(world.letThrough.others, [])
  assert.ok(cells.length >= CELLS_LEAST)
  assert.ok(share >= SHARE_LEAST)
})

test('[GEN-01/grants] a right that is taken from a role is missed, and one that is given to it is noticed', async () => {
  const { database, facts, letThrough } = world
  const cells = await world.cells()
  const plainly = (role: Role) => {
    const only = ({ actor }: Cell) =>
      facts.roles.some((held) => held.actor === actor.id && held.role === role) &&
      facts.roles.every((held) => held.actor !== actor.id || held.role === role)
    return cells.filter(only)
  }
  const given = await givenRights(database)
  for (const one of given) {
    await changeRight(database, one, 'take')
    const missed = await firstDeviation(
      plainly(one.role).filter(({ allowed }) => allowed),
      letThrough,
    )
    await changeRight(database, one, 'give')
    assert.ok(missed !== null, `nobody misses ${one.right} of ${one.role}`)
  }
  const rights = [...new Set(given.map(({ right }) => right))]
  const refused = plainly('parent').filter(({ allowed }) => !allowed)
  for (const right of rights.filter(
    (each) => !given.some(({ role, right: has }) => role === 'parent' && has === each),
  )) {
    await changeRight(database, { role: 'parent', right }, 'give')
    const noticed = await firstDeviation(refused, letThrough)
    await changeRight(database, { role: 'parent', right }, 'take')
    assert.ok(noticed !== null, `nobody notices ${right} of parents`)
  }
  process.stdout.write(
    `[gate] grants: ${given.length} of roles taken and ${rights.length} tried on parents, each missed or noticed\n`,
  )
})
