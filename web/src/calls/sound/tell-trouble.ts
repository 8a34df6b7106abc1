import { showFailure } from '#web/kit/ui/toasts.ts'
import { choose } from '../choices.ts'
import { t } from './sound.texts.ts'
import type { SoundTrouble } from './sound-trouble.ts'

/** Says that noise is suppressed by the browser alone from now on, and why; the choice says so too. */
export function tellSoundTrouble(kind: SoundTrouble['kind']): void {
  choose({ sound: 'usual' })
  showFailure(t[kind])
}
