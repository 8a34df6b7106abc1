import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { COST_MAX, costOf } from './cost.ts'
import { Frames } from './frames.ts'
import { FRAME, openRnnoise, RATE } from './rnnoise.ts'

const PACKAGE = '@sapphi-red/web-noise-suppressor'
const SECONDS = 4

/** A fan: the same noise in every run. */
function fan(): Float32Array {
  let seed = 1
  return Float32Array.from({ length: RATE * SECONDS }, () => {
    seed = (seed * 16_807) % 2_147_483_647
    return 0.1 * (seed / 1_073_741_823.5 - 1)
  })
}

/** Vowels in syllables, four a second, as a throat makes them: a pulse that glides, through three formants. */
function voice(): Float32Array {
  const out = new Float32Array(RATE * SECONDS)
  const formants = [
    { hertz: 700, width: 90 },
    { hertz: 1_220, width: 110 },
    { hertz: 2_600, width: 160 },
  ].map(({ hertz, width }) => {
    const radius = Math.exp((-Math.PI * width) / RATE)
    return { a: 2 * radius * Math.cos((2 * Math.PI * hertz) / RATE), b: -radius * radius, last: 0, before: 0 }
  })
  let phase = 0
  for (let at = 0; at < out.length; at += 1) {
    const second = at / RATE
    phase += (130 + 25 * Math.sin(2 * Math.PI * 0.9 * second)) / RATE
    const pulse = phase >= 1 ? 1 : 0
    phase -= pulse
    let sum = 0
    for (const formant of formants) {
      const now = pulse + formant.a * formant.last + formant.b * formant.before
      formant.before = formant.last
      formant.last = now
      sum += now
    }
    out[at] = 0.02 * sum * Math.max(0, Math.sin(2 * Math.PI * 2 * second)) ** 0.5
  }
  return out
}

/** Mean square of the last second, in which what came before has been got used to. */
function loudness(samples: Float32Array): number {
  const last = samples.subarray(-RATE)
  return last.reduce((sum, sample) => sum + sample * sample, 0) / last.length
}

function through(denoise: (frame: Float32Array) => void, samples: Float32Array): Float32Array {
  const frames = new Frames(FRAME, denoise)
  const out = new Float32Array(samples.length)
  for (let at = 0; at < samples.length; at += 128)
    frames.pass(samples.subarray(at, at + 128), out.subarray(at, at + 128))
  return out
}

for (const program of ['rnnoise', 'rnnoise_simd']) {
  test(`[CALL-15/noise] ${program} takes a fan away and leaves a voice`, async () => {
    const wasm = await readFile(fileURLToPath(import.meta.resolve(`${PACKAGE}/${program}.wasm`)))
    const makeDenoiser = openRnnoise(wasm)
    const noise = loudness(fan())
    assert.ok(loudness(through(makeDenoiser(), fan())) < noise / 100, 'the fan')
    const spoken = loudness(voice())
    const heard = loudness(through(makeDenoiser(), voice()))
    assert.ok(heard > spoken / 4 && heard < spoken * 2, `the voice: ${spoken} → ${heard}`)
  })
}

test('a program that is none of RNNoise is refused at once', () => {
  assert.throws(() => openRnnoise(new TextEncoder().encode('<!doctype html>')))
})

test('sound in pieces of any length comes back in them, one frame later and in order', () => {
  const worked: number[][] = []
  const frames = new Frames(4, (frame) => {
    worked.push([...frame])
    for (const [at, sample] of frame.entries()) frame[at] = -sample
  })
  const back: number[] = []
  for (const piece of [
    [1, 2, 3],
    [4, 5],
    [6, 7, 8, 9, 10],
  ]) {
    const to = new Float32Array(piece.length)
    frames.pass(Float32Array.from(piece), to)
    back.push(...to)
  }
  const silent = new Float32Array(4)
  frames.pass(undefined, silent)
  assert.deepEqual(worked, [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
    [9, 10, 0, 0],
  ])
  assert.deepEqual([...back, ...silent], [0, 0, 0, 0, -1, -2, -3, -4, -5, -6, -7, -8, -9, -10])
})

test('[CALL-15/bench] a device is judged by the time that a second of sound takes it, and a slow one is let go early', () => {
  let clock = 0
  let frames = 0
  const device = (frameMs: number) => () => {
    clock += frameMs
    frames += 1
  }
  const now = () => clock
  assert.ok(costOf(device(0.1), now) < COST_MAX)
  assert.equal(frames, 100)
  frames = 0
  assert.ok(costOf(device(10), now) > COST_MAX)
  assert.ok(frames < 30, `${frames} frames of a device that is too slow`)
})
