import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from '#testkit/browser.ts'
import { COMBINATIONS, createDemonstration, Viewers, walkScreen } from '#testkit/screen-walk.ts'
import { SCREENS } from '#testkit/screens.ts'
import type { World } from '#testkit/world.ts'

const DAY_MS = 24 * 3_600_000
/** Pictures of what was walked are kept where this names a folder. */
const PICTURES = process.env.PARTA_TEST_PICTURES
const everything = process.env.PARTA_GATE === '1' || PICTURES !== undefined

let world: World
let browser: Browser
let viewers: Viewers
before(async () => {
  world = await createDemonstration()
  browser = await openBrowser()
  viewers = new Viewers(world)
})
after(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
  await world.database[Symbol.asyncDispose]()
})

// Width and theme rotate by the day, so that four days walk what the gate walks at once.
const seed = Math.floor(Date.now() / DAY_MS)

for (const [index, screen] of SCREENS.entries()) {
  const looks = everything ? COMBINATIONS : [COMBINATIONS[(index + seed) % COMBINATIONS.length]!]
  for (const look of looks) {
    test(`the screen ${screen.name} at ${look.width} px, ${look.theme}`, async () => {
      await walkScreen(browser, viewers, screen, { ...look, ...(PICTURES === undefined ? {} : { pictures: PICTURES }) })
    })
  }
}
