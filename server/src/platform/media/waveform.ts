import { WAVE_PEAKS } from '#contract/messenger/attachments.limits.ts'

/** Samples of a second of the sound that is measured: enough for how loud a voice is. */
export const MEASURED_RATE = 8_000
/** Samples of one step, of which the loudest counts: 5 ms. */
const STEP = 40
/** Quieter than this at its loudest, and it is a silence that is not blown up to a wave. */
const LOUD_MIN = 1_200
const SAMPLE_BYTES = 2

/** Measures a sound that comes as 16-bit samples of one channel, lowest byte first, in pieces of any length. */
export function createSoundMeter() {
  const steps: number[] = []
  let samples = 0
  let loudest = 0
  let rest: Buffer = Buffer.alloc(0)
  return {
    take(piece: Buffer): void {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
      const whole = bytes.length - (bytes.length % SAMPLE_BYTES)
      for (let at = 0; at < whole; at += SAMPLE_BYTES) {
        loudest = Math.max(loudest, Math.abs(bytes.readInt16LE(at)))
        samples += 1
        if (samples % STEP !== 0) continue
        steps.push(loudest)
        loudest = 0
      }
      rest = bytes.subarray(whole)
    },
    durationMs: () => Math.round((samples * 1_000) / MEASURED_RATE),
    waveform: () => waveformOf(steps),
  }
}

/** The loudness of equal parts of the time, each from 0 to 100 and the loudest of all near to 100. */
function waveformOf(steps: readonly number[]): number[] {
  const peaks = Array.from({ length: WAVE_PEAKS }, (_, part) => {
    const from = Math.floor((part * steps.length) / WAVE_PEAKS)
    const to = Math.max(from + 1, Math.floor(((part + 1) * steps.length) / WAVE_PEAKS))
    return steps.slice(from, to).reduce((most, step) => Math.max(most, step), 0)
  })
  const top = Math.max(LOUD_MIN, ...peaks)
  // Ears hear ratios: the root brings quiet words nearer to the loud ones.
  return peaks.map((peak) => Math.round(100 * Math.sqrt(peak / top)))
}
