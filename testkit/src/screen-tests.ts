import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { COMBINATIONS, type Combination, createDemonstration, Viewers, walkScreen } from './screen-walk.ts'
import { SCREENS } from './screens/screens.ts'

/** Pictures of what is walked are kept where this names a folder. */
const PICTURES = process.env.PARTA_TEST_PICTURES

/** So many files share the screens of a day, and so many all other looks: each has to end within its time, on a slow machine too. */
const PARTS_OF_A_DAY = 2
const PARTS = 5
const DAY_MS = 24 * 3_600_000
/** One screen of so many is walked each day, so that the tests of every day stay short. */
const TURNS = 4
/** Walked at once in the long proof, which has the machine to itself. */
const TOGETHER = 2

/**
 * In which width and theme a screen is walked today; null on days on which it is the turn of others. So sixteen days walk
 * every look of every screen, and the long proof walks all that today leaves out.
 */
function lookOfToday(place: number): Combination | null {
  const day = Math.floor(Date.now() / DAY_MS)
  if ((place + day) % TURNS !== 0) return null
  return COMBINATIONS[Math.floor((place + day) / TURNS) % COMBINATIONS.length]!
}

/** Makes a test of those screens of one part, from 0 on, whose day it is. */
export function testPartOfScreens(part: number): void {
  testScreens(1, (place) =>
    // Neighbours take turns, so the parts share lots of them.
    Math.floor(place / TURNS) % PARTS_OF_A_DAY === part ? [lookOfToday(place) ?? []].flat() : [],
  )
}

/** Makes a test of every screen of one part in every look that is not walked today. */
export function testOtherLooks(part: number): void {
  testScreens(TOGETHER, (place) =>
    place % PARTS === part ? COMBINATIONS.filter((look) => look !== lookOfToday(place)) : [],
  )
}

function testScreens(concurrency: number, looksOf: (place: number) => readonly Combination[]): void {
  describe('screens', { concurrency }, () => {
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
  })
}
