import { CALL_SCREENS } from './call-screens.ts'
import { MESSENGER_SCREENS } from './messenger-screens.ts'
import { OPERATOR_SCREENS } from './operator-screens.ts'
import { PUBLIC_SCREENS } from './public-screens.ts'
import { SCHOOL_SCREENS } from './school-screens.ts'
import type { Screen } from './screen.ts'
import { SITE_SCREENS } from './site-screens.ts'

/** Every screen that exists, with data of the demonstration school. */
export const SCREENS: readonly Screen[] = [
  ...PUBLIC_SCREENS,
  ...SITE_SCREENS,
  ...MESSENGER_SCREENS,
  ...OPERATOR_SCREENS,
  ...CALL_SCREENS,
  ...SCHOOL_SCREENS,
]
