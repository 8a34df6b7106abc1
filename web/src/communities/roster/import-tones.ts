import type { RosterImport } from '#contract/communities/roster.ts'
import type { Tone } from '#web/kit/ui/Chip.tsx'

export const IMPORT_TONES: Readonly<Record<RosterImport['state'], Tone>> = {
  reading: 'plain',
  ready: 'warn',
  applying: 'board',
  applied: 'accent',
  stopped: 'warn',
  undoing: 'board',
  undone: 'plain',
}
