import { silence } from '#web/messenger/index.ts'
import { playTones } from '../tones.ts'

const TONES_HZ = [523, 659, 784, 659]
const AGAIN_MS = 3_000

/** Rings until the answer is called: for a chat of this organisation, unless its quiet time forbids (P-04). */
export function ringFor(communityId: string | null): () => void {
  let timer: ReturnType<typeof setInterval> | undefined
  let over = false
  void silence(communityId).then((until) => {
    if (until !== null || over) return
    playTones(TONES_HZ)
    timer = setInterval(() => playTones(TONES_HZ), AGAIN_MS)
  })
  return () => {
    over = true
    clearInterval(timer)
  }
}
