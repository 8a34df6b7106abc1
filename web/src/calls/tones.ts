const TONE_S = 0.16

/** Plays short tones one after another; a browser that has not been touched yet stays silent. */
export function playTones(hertz: readonly number[]): void {
  const audio = new AudioContext()
  const volume = audio.createGain()
  volume.gain.value = 0.12
  volume.connect(audio.destination)
  for (const [place, each] of hertz.entries()) {
    const tone = audio.createOscillator()
    tone.frequency.value = each
    tone.connect(volume)
    tone.start(audio.currentTime + place * TONE_S)
    tone.stop(audio.currentTime + (place + 1) * TONE_S)
  }
  setTimeout(() => void audio.close(), hertz.length * TONE_S * 1_000 + 200)
}
