import { keep, recall } from '#web/kit/account/kept.ts'

/** How this device tells of new messages while nobody looks at the page; forgotten with the account. */
export interface ChosenNotices {
  /** Shows a notice of the system. */
  readonly desktop: boolean
  /** The notice says who has written what. */
  readonly text: boolean
  readonly sound: boolean
}

const NAME = 'notices'
const NONE: ChosenNotices = { desktop: false, text: false, sound: false }

export function chosenNotices(): ChosenNotices {
  return recall<ChosenNotices>(NAME) ?? NONE
}

export function chooseNotices(chosen: ChosenNotices): void {
  keep(NAME, chosen)
}
