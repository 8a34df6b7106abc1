import { testScreens } from '#testkit/screen-tests.ts'
import { COMBINATIONS } from '#testkit/screen-walk.ts'

testScreens(() => COMBINATIONS)
