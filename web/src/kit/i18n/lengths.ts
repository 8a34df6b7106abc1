import { number } from './plural.ts'

const HOUR_S = 3_600

const two = (count: number) => String(count).padStart(2, '0')

/** How long a film or a sound is, as players show it: 0:07, 12:30, 1:02:03. */
export function lengthOf(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  const [hours, minutes] = [Math.floor(seconds / HOUR_S), Math.floor((seconds % HOUR_S) / 60)]
  const rest = two(seconds % 60)
  return hours > 0 ? `${number(hours)}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}
