import { silence } from '#web/messenger/index.ts'

const TONES_HZ = [523, 659, 784, 659]
const TONE_S = 0.16
const AGAIN_MS = 3_000

/**
 * Rings until the answer is called: for a chat of this organisation, unless its quiet time forbids (P-04). A browser that has
 * not been touched yet stays silent.
 */
export function ringFor(communityId: string | null): () => void {
  const audio = new AudioContext()
  let timer: ReturnType<typeof setInterval> | undefined
  let over = false
  void silence(communityId).then((until) => {
    if (until !== null || over) return
    play(audio)
    timer = setInterval(() => play(audio), AGAIN_MS)
  })
  return () => {
    over = true
    clearInterval(timer)
    void audio.close()
  }
}

function play(audio: AudioContext): void {
  const volume = audio.createGain()
  volume.gain.value = 0.12
  volume.connect(audio.destination)
  for (const [place, hertz] of TONES_HZ.entries()) {
    const tone = audio.createOscillator()
    tone.frequency.value = hertz
    tone.connect(volume)
    tone.start(audio.currentTime + place * TONE_S)
    tone.stop(audio.currentTime + (place + 1) * TONE_S)
  }
}
