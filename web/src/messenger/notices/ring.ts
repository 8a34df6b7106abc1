const TONES_HZ = [659, 880]
const TONE_S = 0.14

/** Two short tones. A browser that has not been touched yet stays silent. */
export function ring(): void {
  const audio = new AudioContext()
  const volume = audio.createGain()
  volume.connect(audio.destination)
  for (const [place, hertz] of TONES_HZ.entries()) {
    const begins = audio.currentTime + place * TONE_S
    const tone = audio.createOscillator()
    tone.frequency.value = hertz
    tone.connect(volume)
    tone.start(begins)
    tone.stop(begins + TONE_S)
    volume.gain.setValueAtTime(0.12, begins)
    volume.gain.exponentialRampToValueAtTime(0.001, begins + TONE_S)
  }
  setTimeout(() => void audio.close(), TONES_HZ.length * TONE_S * 1_000 + 200)
}
