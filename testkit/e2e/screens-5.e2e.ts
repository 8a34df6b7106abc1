import { testPartOfScreens } from '#testkit/screen-tests.ts'

testPartOfScreens(4)
