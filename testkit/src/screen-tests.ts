import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { type Combination, createDemonstration, Viewers, walkScreen } from './screen-walk.ts'
import { SCREENS } from './screens.ts'

/** Pictures of what is walked are kept where this names a folder. */
const PICTURES = process.env.PARTA_TEST_PICTURES

/** Makes a test of every screen in the looks that `looksOf` chooses for its place in the list. */
export function testScreens(looksOf: (place: number) => readonly Combination[]): void {
  let world: Awaited<ReturnType<typeof createDemonstration>>
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
  for (const [place, screen] of SCREENS.entries()) {
    for (const look of looksOf(place)) {
      test(`the screen ${screen.name} at ${look.width} px, ${look.theme}`, async () => {
        const pictures = PICTURES === undefined ? {} : { pictures: PICTURES }
        await walkScreen(browser, viewers, screen, { ...look, ...pictures })
      })
    }
  }
}
