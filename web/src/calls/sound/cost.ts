import { type Denoise, FRAME, RATE } from './rnnoise.ts'

/** A second of sound: long enough for clocks that browsers have made coarse. */
const FRAMES = 100
const FRAME_MS = (FRAME / RATE) * 1_000

/** From this share of real time on a device is too slow: the same machine sends and shows pictures beside it. */
export const COST_MAX = 0.25

/**
 * Share of real time that this device needs to take noise out of sound: 1 would be all of it. Stops as soon as it is too
 * much, so a slow device is kept busy for a quarter of a second at most.
 *
 * @param now milliseconds of a clock; a worklet has no finer one
 */
export function costOf(denoise: Denoise, now: () => number = Date.now): number {
  // Silence costs nothing, and would tell nothing.
  const noise = Float32Array.from({ length: FRAME }, () => Math.random() - 0.5)
  const frame = new Float32Array(FRAME)
  const begun = now()
  for (let done = 0; done < FRAMES && now() - begun <= COST_MAX * FRAMES * FRAME_MS; done += 1) {
    frame.set(noise)
    denoise(frame)
  }
  return (now() - begun) / (FRAMES * FRAME_MS)
}
