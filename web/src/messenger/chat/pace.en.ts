import type { PaceTexts } from './pace.texts.ts'

export const en: PaceTexts = {
  slow: (every) => `Slow mode: one message in ${every}`,
  wait: (clock) => `Slow mode: the next message in ${clock}`,
}
