import { SoundTrouble } from './sound-trouble.ts'
import type { Suppressor } from './treat-microphone.ts'

/**
 * Loads the suppression of noise, which comes with nothing else, and tries it on this device.
 *
 * @param onLost it has stopped later
 * @throws SoundTrouble
 */
export async function openSuppressor(onLost: () => void): Promise<Suppressor> {
  try {
    const { NoiseSuppressor } = await import('./noise-suppressor.ts')
    return await NoiseSuppressor.open(onLost)
  } catch (error) {
    throw error instanceof SoundTrouble ? error : new SoundTrouble('failed', error)
  }
}

/** What is wrong with the suppression of noise on this device; null when it works. */
export async function tryDevice(): Promise<SoundTrouble['kind'] | null> {
  try {
    const suppressor = await openSuppressor(() => {})
    await suppressor.destroy()
    return null
  } catch (error) {
    return (error as SoundTrouble).kind
  }
}
