import { showFailure } from '#web/kit/ui/toasts.ts'
import { choose } from '../choices.ts'
import type { BackgroundTrouble } from './background-trouble.ts'
import { t } from './picture.texts.ts'

/** Says that nothing is put behind the person from now on, and why; the choice says so too. */
export function tellBackgroundTrouble(kind: BackgroundTrouble['kind'], cameraIsOff: boolean): void {
  choose({ background: 'none' })
  showFailure(cameraIsOff ? `${t[kind]} ${t.closed}` : t[kind])
}
