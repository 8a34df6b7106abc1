import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from '#testkit/browser.ts'
import { unexplainedOn, unexplainedRefusalsOn } from '#testkit/reasons.ts'
import { createDemonstration, openAs, Viewers } from '#testkit/screen-walk.ts'
import type { Viewer } from '#testkit/screens/screen.ts'
import { SCREENS } from '#testkit/screens/screens.ts'

const VIEWERS: readonly Viewer[] = ['director', 'maths', 'artem', 'anna', 'applicant1']
const TOGETHER = 2

let world: Awaited<ReturnType<typeof createDemonstration>>
let browser: Browser
before(async () => {
  world = await createDemonstration()
  browser = await openBrowser()
})
after(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
  await world.database[Symbol.asyncDispose]()
})

/** Every address at which somebody finds a screen, opened by each of the others as well. */
function addresses(communityId: string): string[] {
  const paths = SCREENS.flatMap(({ viewer, path }) =>
    viewer === null || viewer === 'operator' || viewer === 'office' || typeof path !== 'string'
      ? []
      : [path.replace('{o}', communityId)],
  )
  return [...new Set(paths)]
}

test('in every role, on every page, what cannot be used and what is closed says who can change it', async () => {
  const viewers = new Viewers(world)
  const { memberships } = await (await viewers.client('director')).call('communities.mine', {})
  const todo = VIEWERS.flatMap((viewer) => addresses(memberships[0]!.communityId).map((path) => ({ viewer, path })))
  const pages = todo.length
  const silent: string[] = []
  let refused = 0
  const walk = async () => {
    for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
      const { viewer, path } = next
      const { page, context } = await openAs(browser, viewers, viewer, path)
      const refusals = await unexplainedRefusalsOn(page)
      refused += refusals.refusals
      const found = [...(await unexplainedOn(page)), ...refusals.silent]
      silent.push(...found.map((each) => `${viewer} at ${path.replace(/[0-9a-f-]{36}/, '{o}')}: ${each}`))
      await context.close()
    }
  }
  await Promise.all(Array.from({ length: TOGETHER }, walk))
  process.stdout.write(
    `[gate] reasons: ${pages} pages of ${VIEWERS.length} roles, ${refused} refusals on them, ${silent.length} without a reason\n`,
  )
  assert.deepEqual(silent, [])
  // Where nothing is refused the walk would show nothing.
  assert.ok(refused > 0)
})
