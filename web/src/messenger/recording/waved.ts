import { WAVE_PEAKS } from '#contract/messenger/attachments.limits.ts'

/** The loudest of equal parts of what was measured, as many as a voice message has. */
export function wavedOf(levels: readonly number[], parts = WAVE_PEAKS): number[] {
  return Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * levels.length) / parts)
    const to = Math.max(from + 1, Math.floor(((part + 1) * levels.length) / parts))
    return levels.slice(from, to).reduce((most, level) => Math.max(most, level), 0)
  })
}
