import type { RolloverState } from '#contract/communities/rollover.ts'
import type { Tone } from '#web/kit/ui/Chip.tsx'

export const STATE_TONES: Readonly<Record<RolloverState, Tone>> = {
  ready: 'warn',
  applying: 'board',
  applied: 'accent',
  stopped: 'warn',
  undoing: 'board',
  undone: 'plain',
}
