import { testOtherLooks } from '#testkit/screen-tests.ts'

testOtherLooks(0)
