import { testScreens } from '#testkit/screen-tests.ts'
import { COMBINATIONS } from '#testkit/screen-walk.ts'

const DAY_MS = 24 * 3_600_000

// Width and theme rotate by the day, so that four days walk what the gate walks at once.
const seed = Math.floor(Date.now() / DAY_MS)

testScreens((place) => [COMBINATIONS[(place + seed) % COMBINATIONS.length]!])
