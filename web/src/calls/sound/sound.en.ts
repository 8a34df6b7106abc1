import type { SoundTexts } from './sound.texts.ts'

export const en: SoundTexts = {
  clear: 'Noise suppression',
  clearNote:
    'You are heard without the fan, the keyboard and the street. Without it the browser takes out noise itself, less of it.',
  checking: 'Checking whether the device is fast enough…',
  original: 'Original sound',
  originalNote: 'For music: the sound is left as it is, the soft and the loud of it.',
  slow: 'The device is too slow to take out noise, so noise suppression is off. Close other programs and turn it on again; the browser takes out noise meanwhile.',
  failed:
    'Noise suppression does not work and is off: the browser takes out noise itself. Check the network, take a newer browser and turn it on again.',
}
